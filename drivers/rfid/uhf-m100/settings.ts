import { type UhfLimits, uhfSettingsForm, usualRegions } from '../serial-uhf/settings.ts';

/** One antenna; modules of this family differ between 10 and 30 dBm, and refuse what they cannot. */
export const M100_LIMITS: UhfLimits = {
  antennas: 1,
  lowestDbm: 0,
  highestDbm: 30,
  regions: usualRegions,
};

export const m100SettingsForm = uhfSettingsForm(M100_LIMITS);
