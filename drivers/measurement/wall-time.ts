/**
 * Device clocks have no zone: they show the time of the wall they hang on, as this computer does. Both directions go
 * through this computer's zone.
 *
 * @param text `YYYY-MM-DDTHH:MM` or with seconds
 * @returns UTC milliseconds; `undefined` for anything else
 */
export function utcOfWallTime(text: string): number | undefined {
  // A date alone would be read as UTC.
  const utcMs = text.includes('T') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(utcMs) ? undefined : utcMs;
}

/** `YYYY-MM-DDTHH:MM:SS` of this computer's zone. @param utcMs milliseconds since 1970 */
export function wallTimeOf(utcMs: number): string {
  const date = new Date(utcMs);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`;
}
