// What a new workspace holds: one campaign that can be sent to the sandbox as it is, and what editors and git need to know.

export interface InitNames {
  /** Of the first campaign. */
  readonly campaign: string;
  readonly workspaceId: string;
}

/** Path in the workspace to text. The schemas for the editor come from the package itself; CI's files depend on the place. */
export function writeInitFiles({ campaign, workspaceId }: InitNames): Readonly<Record<string, string>> {
  return { 'pushplan.yaml': writeSettings(workspaceId), 'welcome.campaign.yaml': writeCampaign(campaign), ...others };
}

function writeSettings(workspaceId: string): string {
  return `# yaml-language-server: $schema=schema/workspace.schema.json
# $schema: schema/workspace.schema.json
version: 1
workspace_id: ${workspaceId} # ledgers know the campaigns of this workspace by it: never change it
environments:
  # The embedded emulator: no account, no network.
  sandbox:
    endpoint: sandbox
  # Your account. The key comes from the environment variable that is named here, never from a file.
  production:
    endpoint: https://mobile.useinsider.com
    api_key_env: INSIDER_API_KEY
    # The memory of what was sent to whom: postgres://..., since CI runners come and go, and a file would be gone with them.
    ledger_env: PUSHPLAN_LEDGER
default_environment: sandbox
policy:
  max_recipients: 1000
  max_invalid: 1%
`;
}

function writeCampaign(id: string): string {
  return `# yaml-language-server: $schema=schema/campaign.schema.json
# $schema: schema/campaign.schema.json
version: 1
id: ${id} # the ledger remembers under this name who got it: never rename it
audience:
  file: audiences/newcomers.csv
  where: { optin: "true" }
notification:
  identifiers: { email: "{{email}}" }
  camp_id: 1
  camp_name: Welcome
  title: "Welcome{{#if first_name}}, {{first_name}}{{/if}}!"
  message: "Your {{lower plan}} plan is ready. Three things to try first."
  image_url: https://img.example.com/welcome.jpg
  ttl: 86400
  android: { channel_id: 1, deep_link: { ins_dl_internal: https://app.example.com/welcome } }
  ios: { thread-id: 1, deep_link: { ins_dl_internal: https://app.example.com/welcome } }
`;
}

const others: Readonly<Record<string, string>> = {
  'audiences/newcomers.csv': `email,first_name,plan,optin
ada@example.com,Ada,Plus,true
bjorn@example.com,Björn,Basic,true
chloe@example.com,Chloé,Plus,true
dilnoza@example.com,,Basic,true
emre@example.com,Emre,Basic,false
fatima@example.com,Fatima,Plus,true
`,
  '.gitignore': `# The ledger and the spool of this machine: they hold what was sent to whom.
.pushplan/
`,
  '.vscode/settings.json': `{
  "yaml.schemas": {
    "./schema/campaign.schema.json": "**/*.campaign.yaml",
    "./schema/workspace.schema.json": "**/pushplan.yaml"
  }
}
`,
};
