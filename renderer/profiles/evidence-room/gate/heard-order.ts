export interface HeardTag {
  readonly epc: string;
  /** Of the item it is on; null for a tag the books do not know. */
  readonly code: string | null;
  readonly rssi: number;
}

export interface ListedTag extends Omit<HeardTag, 'rssi'> {
  /** dBm; null for a chosen tag that is not heard now. */
  readonly rssi: number | null;
}

/**
 * The list to tick tags in: chosen ones first and never lost, then what is newly heard, then the others where they were,
 * so that no line moves away under the hand. Pure.
 * @param before EPCs as they were listed
 */
export function listedTags(
  before: readonly string[],
  chosen: readonly HeardTag[],
  heard: readonly HeardTag[],
): ListedTag[] {
  const now = new Map(heard.map((tag) => [tag.epc, tag]));
  const ticked = new Set(chosen.map(({ epc }) => epc));
  const open = heard.filter(({ epc }) => !ticked.has(epc));
  const known = before.flatMap((epc) => open.find((tag) => tag.epc === epc) ?? []);
  return [
    ...chosen.map((tag) => now.get(tag.epc) ?? { ...tag, rssi: null }),
    ...open.filter(({ epc }) => !before.includes(epc)),
    ...known,
  ];
}
