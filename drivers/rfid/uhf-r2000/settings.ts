import { type UhfLimits, uhfSettingsForm } from '../serial-uhf/settings.ts';

/** Boards have one, four or eight ports and up to 33 dBm. */
export const R2000_LIMITS: UhfLimits = {
  antennas: 8,
  lowestDbm: 0,
  highestDbm: 33,
  regions: [
    { value: 'chn', title: { zh: '中国 920–925 MHz', en: 'China 920–925 MHz' } },
    { value: 'etsi', title: { zh: '欧洲 865–868 MHz', en: 'Europe 865–868 MHz' } },
    { value: 'fcc', title: { zh: '美国 902–928 MHz', en: 'USA 902–928 MHz' } },
  ],
};

export const r2000SettingsForm = uhfSettingsForm(R2000_LIMITS);
