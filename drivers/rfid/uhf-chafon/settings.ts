import { type UhfLimits, uhfSettingsForm, usualRegions } from '../serial-uhf/settings.ts';

/** The power number is in dBm by the makers' manuals, whole, up to 30. Model 18 has one antenna, 288 has four. */
export const CHAFON_LIMITS: UhfLimits = {
  antennas: 4,
  lowestDbm: 0,
  highestDbm: 30,
  regions: usualRegions,
};

export const chafonSettingsForm = uhfSettingsForm(CHAFON_LIMITS);
