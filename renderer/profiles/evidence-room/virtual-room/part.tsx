import type { ProfilePart } from '../profile-part.ts';
import '../parts-operations/operations.css';
import { VirtualRoomDock } from './virtual-room-dock.tsx';
import './virtual-room.css';

/** Stands beside every screen of the demo world, also before log-in. */
const part: ProfilePart = { rail: [], routes: [], Companion: VirtualRoomDock };
export default part;
