/** The walk model: a seeded simulation of people and tags at a portal, for the virtual room and the portal lab. */
export type { PathKind, PathOptions, Pose, WalkPath } from './path.ts';
export { createPath } from './path.ts';
export type { PortalAntenna, PortalGeometry, PortalShape } from './portal.ts';
export { createPortal } from './portal.ts';
export type { RadioParameters } from './radio.ts';
export { defaultRadio, forwardPower } from './radio.ts';
export type { Random } from './random.ts';
export { createRandom } from './random.ts';
export type { Carrier, Room, RoomOptions, SimulatedRead } from './room.ts';
export { createRoom } from './room.ts';
export type { CarriedTag, Carriage, ShelfTag } from './tags.ts';
export { drawCarriage, drawCarriedTag, drawShelfTag } from './tags.ts';
export type { Walk, WalkOptions } from './walk.ts';
export { createWalk } from './walk.ts';
