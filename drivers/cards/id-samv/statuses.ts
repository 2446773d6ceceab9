/** Third status byte of the module (cameras-and-signals.md section 4). */
export const SAMV = {
  ok: 0x90,
  cardFound: 0x9f,
  noCard: 0x80,
  selectFailed: 0x81,
  readFailed: 0x41,
  nothingStored: 0x91,
  checksum: 0x10,
} as const;

const MEANINGS: ReadonlyMap<number, string> = new Map([
  [0x90, 'done'],
  [0x9f, 'card found'],
  [0x10, 'the module received a wrong check byte'],
  [0x11, 'the module received a wrong length'],
  [0x21, 'command not known'],
  [0x23, 'command not permitted'],
  [0x24, 'command not recognised'],
  [0x31, 'the card did not authenticate the module'],
  [0x32, 'the module did not authenticate the card'],
  [0x33, 'the information failed its check'],
  [0x40, 'card type not recognised'],
  [0x41, 'reading the card failed'],
  [0x47, 'taking a random number failed'],
  [0x60, 'the module failed its self-test'],
  [0x66, 'the module is not authorised'],
  [0x80, 'no card found'],
  [0x81, 'the card could not be selected'],
  [0x91, 'nothing stored'],
]);

export function statusMeaning(status: number): string {
  return MEANINGS.get(status) ?? 'unknown status';
}
