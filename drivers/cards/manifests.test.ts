import { describe, expect, it } from 'vitest';
import { cardSerialManifest } from './card-serial/manifest.ts';
import { cardWedgeManifest } from './card-wedge/manifest.ts';

describe('manifests of the card readers', () => {
  it.each([cardSerialManifest, cardWedgeManifest])(
    '$name loads a driver that decodes nothing into nothing',
    async (manifest) => {
      const driver = await manifest.load();
      expect(driver.createDecoder().end()).toEqual([]);
      expect(manifest.deviceClass).toBe('card');
    },
  );
});
