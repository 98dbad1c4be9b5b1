// The widths of the letters of four scripts, each in its Noto font.

// Taken from the tables (hmtx) of the fonts in the packages @expo-google-fonts/noto-sans-*, under the SIL Open Font License 1.1. The form of an
// Arabic letter depends on its neighbours, so its width is the average of its forms.
export interface LetterWidths {
  /** The code of the first character, which the others follow. */
  readonly first: number;
  /** Two base-36 digits per character, in 500ths of the font size. */
  readonly regular: readonly string[];
  readonly strong: readonly string[];
}

export const notoWidths: Readonly<
  Record<'Noto Sans Arabic' | 'Noto Sans Hebrew' | 'Noto Sans Thai' | 'Noto Sans Devanagari', LetterWidths>
> = {
  'Noto Sans Arabic': {
    first: 0x060c,
    regular: [
      '4k53ck7900000000000000000000004s8c8e4161ak5q3s3s6g3t5g3t6g6e6m6m8m8m8m75755d5dcmcme2e2a1a17676c7c7akakak3r8a7h7o557p5f7d6g9a5s000000000000',
      '0000000000000000000000000000007y7y7y7y7y7y7y7y7y7y6l3f3f6xdtar003s3a3b5q91bxbxga6m6s6gdtdt6s6s6s8w8w8t8m8w8t8t756n6n6n7575756n6n5d54545454',
      '54545d54gtgtgti5i5ay72dododo8ado8aarar7ue5c7c97oc97uc77uc77uc79o9o9o9o9j9y5l9j9j7q966e595n5n686g6g6g6g6g686g5sakak685sak9g9g465n0000000000',
      '0000j1dw0000000000002j4w00008g000000006n547y7y7y7y7y7y7y7y7y7ygti5725q6q9c',
    ],
    strong: [
      '4j53d78400000000000000000000004r8c86416qb36842426w425v426u6z6z6z8z8z8z7h7h5t5te2e2enenagag7j7jchchb3b3b33x8n7w7x5j885v7y6w9s68000000000000',
      '0000000000000000000000000000007y7y7y7y7y7y7y7y7y7y763n3n6xe2b900423l3m689ucwcwhb6z776ue2e27777779b9b938z9b93937h6z6z6z7h7h7h6z6z5t5h5h5h5h',
      '5h5h5t5hi7i7i7j5j5bg7le0e0e08ne08nb9b97xeachcp7xcp7xch7xch7xcha2a2a2a2a0aj61a0a08a9e6z5w67676o6w6w6w6w6w6o6w68b3b36o68b39i9i4e670000000000',
      '0000j1dw0000000000002s4w00008g000000006z5h7y7y7y7y7y7y7y7y7y7yi7j57l687aa7',
    ],
  },
  'Noto Sans Hebrew': {
    first: 0x05be,
    regular: [
      '4i007b00003f00005j0000000000000000008s7y577j8q474l978t447l76799i964l5a8y898m8d7d7q8q7aa59j000000008t878d8c2l53',
    ],
    strong: [
      '4j007800003o00005y00000000000000000097865k7t904j4z9g924g7t7a7l9o9k4t5i9a8l8y8m7w828z7gao9v00000000a08y9b9b2x5t',
    ],
  },
  'Noto Sans Thai': {
    first: 0x0e01,
    regular: [
      '8c7m7n8j8n8b7h7e8e7n7qclcn8e8e7m8pckcn8k8u8d8h7k8j8e8f90929o9h8e8j896s8d7y8e6u8q8w7y869a7z7s784p005n5n000000000000000000000084447w4a41485n',
      '8a00000000000000008a7x7l8j7s7i7i78a07v70aoc4',
    ],
    strong: [
      '8k80838t8y8o7r7n8k8385cscv8o8o7u8xcwcv8q908k8s7p8t8o8o9b9c9y9s8o8t8i728k868o719097888h9n85837f4v005w5w0000000000000000000000834i8j4n4g4m5w',
      '8n00000000000000008p7w7h8s7u7h7n7aaa7v7eb6cf',
    ],
  },
  'Noto Sans Devanagari': {
    first: 0x0904,
    regular: [
      'amame76u6u7maxbv9q7p7p7p7pe7e7e7e7aobd7u888v8u9rabaiab70837g7ua27x8w7e8k7q7q7waq7y9s8b825p5p9fakak7q9g819e7e003m006i3m3m3m0000000000000000',
      '3m3m3m3m003t3mco00000000000000aobd7uab7g7uaq82bv9q00005a8c787878787878787878785x4famame7e7amam7qac837uac6j7j7y',
    ],
    strong: [
      'bebefa73737ybacia985858585fafafafab7bv8b8p999ca9apb0b47b8c7r86ar8d9i7n9789898bb88dag8s8j5z5z9yb0b085a58h9y7p003x00713x3x3x0000000000000000',
      '3x3x3x3x00453xdo00000000000000b7bv8bap7r86b88jcia900005h8q7l7l7l7l7l7l7l7l7l7l644kbebefafabebe85ap8k8bap6t7s8d',
    ],
  },
};
