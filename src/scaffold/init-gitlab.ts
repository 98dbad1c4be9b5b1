// The same way through as the workflow, as an example for GitLab CI.

export interface GitlabPlace {
  /** From the repository's root to the workspace, with forward slashes; empty when they are the same. */
  readonly folder: string;
  /** This file, from the root. */
  readonly file: string;
  readonly version: string;
}

export function writeGitlabExample({ folder, file, version }: GitlabPlace): string {
  const place = JSON.stringify(folder === '' ? '.' : folder);
  const changes = folder === '' ? '' : `\n      changes: [${JSON.stringify(`${folder}/**/*`)}]`;
  const workspace = folder === '' ? '' : ` --workspace ${folder.replaceAll(/[^A-Za-z0-9._\/]+/gv, '-')}`;
  return `# Push campaigns on GitLab: the merge request shows what merging will send; after the merge somebody starts what is sent.
# Include it from .gitlab-ci.yml:   include: [{ local: /${file} }]
# and set these variables of the project (Settings > CI/CD), masked:
#   GITLAB_TOKEN     of a project access token with the scope api and the role Reporter, for the comment: whoever may push
#                    a branch can read it, so give it no more than that
#   INSIDER_API_KEY  protected, for the environment production only
#   PUSHPLAN_LEDGER  protected, for the environment production only: postgres://... Runners come and go: a ledger in a file
#                    would be gone with the machine, and with it the memory of what was sent to whom

.push:
  image: node:24
  stage: test
  variables:
    GIT_DEPTH: 0 # the base is read out of git, and max_age asks it how old an audience is
    PUSH_FOLDER: ${place}
    PUSH_TOOL: $CI_BUILDS_DIR/pushplan-tool-$CI_JOB_ID
  before_script:
    - npm install --ignore-scripts --no-audit --no-fund --no-save --prefix "$PUSH_TOOL" pushplan@${version} pg@8 pg-boss@12
    - export PATH="$PUSH_TOOL/node_modules/.bin:$PATH"
    - cd "$PUSH_FOLDER"

# Reads what the merge request brings, and has nothing of production. Forks get it too, in a pipeline of their own.
push-plan:
  extends: .push
  rules:
    - if: $CI_PIPELINE_SOURCE == 'merge_request_event'${changes}
  script:
    # What is wrong stands in the text too.
    - >-
      pushplan plan --env production --base "$CI_MERGE_REQUEST_DIFF_BASE_SHA"
      --format markdown --out "$CI_PROJECT_DIR/push-plan.json" > "$CI_PROJECT_DIR/push-plan.md"
      || code=$?
    - pushplan validate --env production
    - exit "\${code:-0}"
  artifacts:
    when: always
    paths: [push-plan.md, push-plan.json]

# May write comments, so it runs nothing of the merge request: it takes a text and posts it.
push-comment:
  extends: .push
  needs: [push-plan]
  variables:
    GIT_STRATEGY: none
    PUSH_FOLDER: .
  rules:
    - if: $CI_PIPELINE_SOURCE == 'merge_request_event' && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID${changes}
      when: always
  script:
    - pushplan ci comment push-plan.md --platform gitlab --env production${workspace}

# After the merge: what would be sent now, from the ledger, under the guards from before it: no merge loosens its own.
push-review:
  extends: .push
  environment: { name: production, action: prepare }
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == 'push'${changes}
  script:
    - pushplan plan --env production --base "$CI_COMMIT_BEFORE_SHA" --out "$CI_PROJECT_DIR/push-plan.json"
  artifacts:
    paths: [push-plan.json]

# Sends what push-review showed, and refuses if anybody joined or any text changed since. One at a time, never cancelled by
# the next; a job that is started again sends what is missing.
push-apply:
  extends: .push
  needs: [push-review]
  environment: production
  resource_group: push-production
  interruptible: false
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE == 'push'${changes}
      when: manual
  script:
    # In place of the shell, so that the signal of a job that is cancelled arrives.
    - exec pushplan apply "$CI_PROJECT_DIR/push-plan.json" --yes
`;
}
