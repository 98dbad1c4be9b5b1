// The reasons for refusing one notification while others of its request are sent: the keys of `errors`.

/** The reasons of the vendor's page, then those of Google and Apple that its collection lists as failures. */
export const reasons = [
  'NoUserFound',
  'OptOut',
  'Unregistered',
  'UserGloballyCapped',
  'UserGloballyCappedForInapp',
  'InvalidCertificate',
  'InvalidRegistration',
  'NotRegistered',
  'MismatchSenderId',
  'BadDeviceToken',
  'DeviceTokenNotForTopic',
] as const;

export type SandboxReason = (typeof reasons)[number];

/** A reason that no page lists. */
export const unknownReason = 'DeviceOnTheMoon';

export function isReason(text: unknown): text is SandboxReason {
  return reasons.some((reason) => reason === text);
}
