// Why one notification is refused while others of its request are sent: the keys of `errors`.

/** The reasons of the vendor's page, then those of Google and Apple that its collection lists as fail records. */
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

/** No page lists it. */
export const unknownReason = 'DeviceOnTheMoon';

export function isReason(text: unknown): text is SandboxReason {
  return reasons.some((reason) => reason === text);
}
