import { through } from '../kernel/sessions/through.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';

/** Implements `contract.storage`: places down to the cell. */
export function createStorageService({ os: { storage }, store }: EvidenceServiceOptions) {
  const pass = through(store);
  return {
    places: storage.places.handler(pass.query('evidence.places')),
    cabinet: storage.cabinet.handler(pass.query('evidence.cabinet')),
    suggestCell: storage.suggestCell.handler(pass.query('evidence.suggestCell')),
    addPlace: storage.addPlace.handler(pass.command('evidence.addPlace')),
    renamePlace: storage.renamePlace.handler(pass.command('evidence.renamePlace')),
    movePlace: storage.movePlace.handler(pass.command('evidence.movePlace')),
    endPlace: storage.endPlace.handler(pass.command('evidence.endPlace')),
  };
}
