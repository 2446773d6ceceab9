/** The one origin a renderer may have under Electron. A standard scheme, so the URL parser gives it a real origin. */
export const stationScheme = 'app';
export const stationHost = 'station';
export const stationOrigin = `${stationScheme}://${stationHost}`;

/**
 * True for an address of our own scheme and host, parsed and never compared by its beginning: `app://station.example/`,
 * `app://station@example/` and `app://station:1/` are strangers. Pure.
 */
export function isStationUrl(address: string | undefined): boolean {
  if (address === undefined || !URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === `${stationScheme}:` &&
    url.hostname === stationHost &&
    url.port === '' &&
    url.username === '' &&
    url.password === ''
  );
}
