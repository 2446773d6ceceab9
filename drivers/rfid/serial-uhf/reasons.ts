/** Every stable code these drivers put into events and errors; words in resources/i18n/…/devices.json. */
export const UHF_REASON = {
  /** Only bytes that are no frames: usually the wrong baud rate. */
  lineGarbage: 'line.garbage',
  /** The module owes an answer and says nothing. */
  lineSilent: 'line.silent',
  settingRefused: 'uhf.setting_refused',
  readBackDiffers: 'uhf.setting_differs',
  antennaMissing: 'uhf.antenna_missing',
  tooHot: 'uhf.too_hot',
  twoTags: 'uhf.two_tags',
  tagNotFound: 'uhf.tag_not_found',
  otherTag: 'uhf.other_tag',
  readFailed: 'uhf.read_failed',
  writeRefused: 'uhf.write_refused',
  partialWrite: 'uhf.partial_write',
  verifyFailed: 'uhf.verify_failed',
} as const;
