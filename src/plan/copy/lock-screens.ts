// How much of a text lock screens show before it is cut. Manufacturers publish no figures, because they vary with the phone and its settings. These
// are the recommendations of large senders.

export interface LockScreen {
  /** The name in findings. */
  readonly surface: string;
  /** In characters as people count them. */
  readonly title: number;
  readonly message: number;
  /** If a picture takes part of the room. */
  readonly messageBesideImage: number;
}

export const lockScreens: readonly LockScreen[] = [
  {
    // One line each: a basic notification is "a title, a line of text" ("Create an expandable notification",
    // developer.android.com/training/notify-user/expanded), and Braze puts such a line at 49 characters ("Push message and image formats",
    // braze.com/docs).
    surface: 'Android lock screen',
    title: 49,
    message: 49,
    messageBesideImage: 49,
  },
  {
    // The message: 160 characters according to the same page of Braze, and 130 for rich pushes. It has no figure for titles. They have one line, of
    // which 40 characters are shown according to Alibaba Cloud ("Message content restrictions", alibabacloud.com/help) and Tencent Cloud
    // (cloud.tencent.com/document/product/876/41760).
    surface: 'iOS lock screen',
    title: 40,
    message: 160,
    messageBesideImage: 130,
  },
];
