/**
 * Marks of a result (body-composition-glucose-spiro.md section 2; the meanings of the letters from the public decoders
 * listed there). The Contour HID meters send them in one field, `B/X`; the serial ones in three: range, meal, status.
 */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  ['<', 'belowRange'],
  ['>', 'aboveRange'],
  ['B', 'beforeMeal'],
  ['A', 'afterMeal'],
  ['F', 'fasting'],
  ['D', 'doNotCount'],
  ['C', 'controlSolution'],
  ['I', 'ill'],
  ['S', 'stress'],
  ['X', 'activity'],
  ['T', 'temperature'],
]);

/** Z1 to Z9, ZA, ZB, ZC: quarters of an hour after the meal. */
const AFTER_MEAL = '123456789ABC';

export interface Markers {
  readonly flags: readonly string[];
  /** As the meter wrote them. */
  readonly markers: string;
  readonly isControl: boolean;
}

/** @param fields of a result record, the record letter first */
export function markersOf(fields: readonly string[]): Markers {
  const [range = '', meal = '', status = ''] = [fields[6], fields[7], fields[8]];
  // In the HID form field 8 already is the time.
  const serialStatus = /^\d{12,14}$/.test(status) ? '' : status;
  const letters = [...lettersOf(range), ...lettersOf(meal)];
  return {
    flags: letters.length < 2 ? letters.map(flagOf) : [...new Set(letters.map(flagOf))],
    markers: [range, meal, serialStatus].filter((part) => part !== '').join('|'),
    isControl: serialStatus.includes('E') || letters.includes('C'),
  };
}

/** `B/X`; most results have one letter or none. */
function lettersOf(field: string): string[] {
  if (field.length < 2) return field === '' || field === '/' || field === '\\' ? [] : [field];
  return field.split(/[/\\]/).filter((letter) => letter !== '');
}

function flagOf(letter: string): string {
  const known = MEANINGS.get(letter);
  if (known !== undefined) return known;
  const quarter = /^Z([1-9A-C])$/.exec(letter)?.[1];
  if (quarter !== undefined) return `afterMeal${(AFTER_MEAL.indexOf(quarter) + 1) * 15}Minutes`;
  return `marker${letter}`;
}

const METHODS: ReadonlyMap<string, string> = new Map([
  ['P', 'plasma'],
  ['B', 'wholeBlood'],
  ['C', 'capillary'],
  ['D', 'deproteinizedWholeBlood'],
]);

export function methodOf(letter: string): string | null {
  return METHODS.get(letter) ?? null;
}
