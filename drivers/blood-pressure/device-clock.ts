/**
 * Device clocks have no zone: they show the time of the wall they hang on, as this computer does. Both directions go
 * through this computer's zone.
 */
const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** @returns `YYYY-MM-DDTHH:MM:SS` of this computer's zone. @param utcMs milliseconds since 1970 */
export function wallTime(utcMs: number): string {
  const date = new Date(utcMs);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(twoDigits).join('-');
  return `${day}T${[date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':')}`;
}

/** UTC milliseconds of a device's time (with or without seconds), `undefined` for a day without time. */
export function utcOfWallTime(text: string): number | undefined {
  // A date alone would be read as UTC.
  const ms = text.includes('T') ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
