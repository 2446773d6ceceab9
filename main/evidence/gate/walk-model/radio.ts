/**
 * The radio link between one antenna and one tag: portal.md section 3, "Noise model for the trace generator".
 * All losses in decibel, powers in dBm, lengths in metres.
 */
import type { PortalAntenna, PortalGeometry } from './portal.ts';

/** Everything of the radio that a test may shift against the training values. */
export interface RadioParameters {
  /** Reads per second the air protocol allows one reader, all tags and antennas together. */
  readonly readsPerSecond: number;
  readonly dwellMs: number;
  readonly switchMs: number;
  /** Equivalent isotropic radiated power. */
  readonly radiatedPower: number;
  readonly pathLossExponent: number;
  readonly bodyLossMean: number;
  readonly bodyLossDeviation: number;
  readonly wallLoss: number;
  readonly fadingDeviation: number;
  /** Distance over which small-scale fading forgets itself. */
  readonly fadingLength: number;
  readonly hopDeviation: number;
  readonly hopMs: number;
  /** RSSI = 2 x forward power - this constant: reader-specific. */
  readonly rssiConstant: number;
  readonly rssiDeviation: number;
}

/** The values of portal.md section 3; `rssiConstant` follows from 30 dBm, 6 dBi, 1.5 dBi and 6 dB modulation loss. */
export const defaultRadio: RadioParameters = {
  readsPerSecond: 600,
  dwellMs: 50,
  switchMs: 4,
  radiatedPower: 36,
  pathLossExponent: 2,
  bodyLossMean: 13,
  bodyLossDeviation: 3,
  wallLoss: 8,
  fadingDeviation: 3.5,
  fadingLength: 0.09,
  hopDeviation: 1.2,
  hopMs: 200,
  rssiConstant: 36,
  rssiDeviation: 1.3,
};

export const tagGain = 1.5;
const lossAtOneMetre = 31.7;
const patternFloor = 22;
const torsoRadius = 0.2;
const torsoEdge = 0.04;

/** A torso that can stand between an antenna and a tag. */
export interface Torso {
  readonly x: number;
  readonly y: number;
  readonly loss: number;
}

/** Power at the tag without fading, orientation and material: pattern, distance, wall and bodies. */
export function forwardPower(
  antenna: PortalAntenna,
  portal: PortalGeometry,
  radio: RadioParameters,
  tagX: number,
  tagY: number,
  torsos: readonly Torso[],
): number {
  const dx = tagX - antenna.x;
  const dy = tagY - antenna.y;
  const distance = Math.max(0.15, Math.hypot(dx, dy));
  let angle = Math.abs(Math.atan2(dy, dx) - antenna.facing);
  if (angle > Math.PI) angle = 2 * Math.PI - angle;
  const degrees = (angle * 180) / Math.PI;
  let power = radio.radiatedPower + tagGain - Math.min(patternFloor, 12 * (degrees / 70) ** 2);
  power -= lossAtOneMetre + 10 * radio.pathLossExponent * Math.log10(distance);
  if (antenna.x < 0 !== tagX < 0) {
    const crossingY = antenna.y + (dy * (0 - antenna.x)) / dx;
    if (Math.abs(crossingY) > portal.openingHalfWidth + 0.02) power -= radio.wallLoss;
  }
  for (const torso of torsos) power -= torso.loss * shadow(antenna, tagX, tagY, torso);
  return power;
}

/** Share of a body's loss: 1 when the torso covers the line, falling to 0 over the soft edge. */
function shadow(antenna: PortalAntenna, tagX: number, tagY: number, torso: Torso): number {
  const dx = tagX - antenna.x;
  const dy = tagY - antenna.y;
  const lengthSquared = dx * dx + dy * dy;
  const along = ((torso.x - antenna.x) * dx + (torso.y - antenna.y) * dy) / Math.max(1e-6, lengthSquared);
  const nearest = Math.max(0, Math.min(1, along));
  const away = Math.hypot(torso.x - antenna.x - nearest * dx, torso.y - antenna.y - nearest * dy);
  return Math.max(0, Math.min(1, (torsoRadius + torsoEdge / 2 - away) / torsoEdge));
}

/** Chance that a powered tag answers, from its margin above sensitivity. */
export function readChance(margin: number): number {
  if (margin > 7) return 1;
  if (margin < -7) return 0;
  return 1 / (1 + Math.exp(-margin / 0.7));
}

/** What the reader reports: 1 dB steps, floor -80 dBm. */
export function reportedRssi(forward: number, noise: number, radio: RadioParameters): number {
  return Math.max(-80, Math.round(2 * forward - radio.rssiConstant + noise));
}
