import type { DemoData } from './demo-data.ts';
import type { Stage } from './stage.ts';

/** Draws site, rooms and cabinets to scale (centimetres from the upper left corner of what they stand in). */
export function furnishRooms(stage: Stage, rooms: DemoData['rooms']): { readonly site: string } {
  const nothing = { rows: null, columns: null } as const;
  const site = stage.run(stage.system(), 'evidence.addPlace', {
    kind: 'site',
    parent: null,
    trait: 'ordinary',
    ...rooms.site,
    x: 0,
    y: 0,
    ...nothing,
  }).id;
  for (const { cabinets, ...room } of rooms.rooms) {
    const parent = stage.run(stage.system(), 'evidence.addPlace', {
      kind: 'room',
      parent: site,
      ...room,
      ...nothing,
    }).id;
    for (const cabinet of cabinets) {
      stage.run(stage.system(), 'evidence.addPlace', { kind: 'cabinet', parent, ...cabinet });
    }
  }
  return { site };
}
