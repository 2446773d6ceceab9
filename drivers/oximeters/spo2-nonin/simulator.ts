export { format8Frame, spotCheckFrame, streamPacket } from './simulator-frames.ts';
