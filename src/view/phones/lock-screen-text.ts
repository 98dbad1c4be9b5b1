// Cuts texts to what lock screens show, by the same figures as the copy audit.
import { lockScreens, type LockScreen } from '../../plan/copy/lock-screens.ts';
import { cutCharacters, type CutText } from './cut-characters.ts';
import type { Push } from './push.ts';

export type Platform = 'ios' | 'android';

export const platformWords: Readonly<Record<Platform, string>> = { ios: 'iPhone', android: 'Android' };

interface CutTexts {
  readonly title: CutText;
  readonly message: CutText;
}

function lockScreenOf(platform: Platform): LockScreen | undefined {
  return lockScreens.find(({ surface }) => surface.toLowerCase().startsWith(platform));
}

export function cutTextsOf({ title, message, image }: Push, platform: Platform): CutTexts {
  const screen = lockScreenOf(platform);
  const most = image === '' ? screen?.message : screen?.messageBesideImage;
  return {
    title: cutCharacters(title, screen?.title ?? Number.POSITIVE_INFINITY),
    message: cutCharacters(message, most ?? Number.POSITIVE_INFINITY),
  };
}

/** Adds three dots if something is cut. */
export function cutForLockScreen(push: Push, platform: Platform): { readonly title: string; readonly message: string } {
  const { title, message } = cutTextsOf(push, platform);
  return { title: endCut(title), message: endCut(message) };
}

function endCut({ shown, cut }: CutText): string {
  return cut === '' ? shown : `${shown.trimEnd()}…`;
}
