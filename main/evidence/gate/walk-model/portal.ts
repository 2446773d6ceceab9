/**
 * Geometry of a simulated portal (通道门). The walking direction is x: negative inside the evidence room, positive
 * in the corridor, the plane of the door at x = 0. y runs across the opening, its middle at y = 0. Metres, radians.
 */
export interface PortalAntenna {
  readonly id: number;
  readonly side: 'inside' | 'outside';
  readonly x: number;
  readonly y: number;
  /** Direction of the main lobe, measured from the +x axis. */
  readonly facing: number;
}

/** A portal: its antennas and half the width of the opening between the walls. */
export interface PortalGeometry {
  readonly antennas: readonly PortalAntenna[];
  readonly openingHalfWidth: number;
}

/** Dimensions a portal is built from. Defaults: portal.md section 3, "Geometry" (antennas turned about 35 degrees). */
export interface PortalShape {
  /** 2: one antenna a side; 4: two a side, one on each post. */
  readonly antennaCount?: 2 | 4;
  /** Turn out of the door plane towards the own side, degrees. */
  readonly turnDegrees?: number;
  readonly openingWidth?: number;
  /** Distance of the antennas from the door plane. */
  readonly depth?: number;
}

/** Builds the usual portal: inside antennas first (ids 1 and 2), then outside (3 and 4). */
export function createPortal(shape: PortalShape = {}): PortalGeometry {
  const half = (shape.openingWidth ?? 1.2) / 2;
  const depth = shape.depth ?? 0.1;
  const turn = ((shape.turnDegrees ?? 35) * Math.PI) / 180;
  const posts = (shape.antennaCount ?? 4) === 4 ? [-half, half] : [-half];
  const antennas: PortalAntenna[] = [];
  for (const side of ['inside', 'outside'] as const) {
    const sign = side === 'inside' ? -1 : 1;
    // With two antennas they stand on opposite posts, so that a body never hides an item from both.
    const places = posts.length === 2 ? posts : [side === 'inside' ? -half : half];
    for (const y of places) {
      const across = y < 0 ? 1 : -1;
      antennas.push({
        id: antennas.length + 1,
        side,
        x: sign * depth,
        y,
        facing: Math.atan2(across * Math.cos(turn), sign * Math.sin(turn)),
      });
    }
  }
  return { antennas, openingHalfWidth: half };
}
