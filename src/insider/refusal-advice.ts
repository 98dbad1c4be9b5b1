// Advice for the case that many notifications are refused for one reason.

/** The only reason that is about the account, not about a person. */
export const certificateReason = 'InvalidCertificate';

const advice: ReadonlyMap<string, string> = new Map([
  [
    certificateReason,
    "The push certificate of their platform is missing or expired: upload one under Insider's Settings, section Certificate.",
  ],
  [
    'NoUserFound',
    "The account does not know them: the identifier is not the one that the app gives it (its form, its kind), or the environment's key is that of another account.",
  ],
  ['OptOut', 'They have opted out: check the audience, which should hold only people who opted in.'],
  ['Unregistered', 'They have removed the app: check how old the audience is.'],
  ['UserGloballyCapped', "They have had as many pushes as the panel's frequency cap allows: send later, or to fewer."],
]);

export function adviseOnRefusal(reason: string): string {
  return advice.get(reason) ?? 'Check what the vendor says about this reason, then the audience.';
}
