import { serveStation } from './serve-station.ts';
import { rendererFolder } from './paths.ts';
import { startServices } from './services.ts';
import type { StartStation } from './station-handle.ts';

export { startServices };

/** A whole station in this process, reached over loopback. */
export const startStation: StartStation = (options) => serveStation(startServices, options, rendererFolder);
