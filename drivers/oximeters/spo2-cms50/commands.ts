/**
 * Host commands of the older CMS50 models (public decoders listed in body-composition-glucose-spiro.md, "Sources"):
 * single bytes that are sent several times over.
 */
export const READ_STORED: Uint8Array = Uint8Array.of(0xf5, 0xf5);
export const END_STORED: Uint8Array = Uint8Array.of(0xf6, 0xf6, 0xf6);

/** Before stored data the device sends this three times, then the length in three bytes of seven bits. */
export const STORED_PREAMBLE: readonly [number, number, number] = [0xf2, 0x80, 0x00];
