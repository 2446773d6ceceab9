import { type UhfLimits, uhfSettingsForm } from '../serial-uhf/settings.ts';

/** One antenna; modules of this family differ between 10 and 30 dBm, and refuse what they cannot. */
export const M100_LIMITS: UhfLimits = {
  antennas: 1,
  lowestDbm: 0,
  highestDbm: 30,
  regions: [
    { value: 'cn900', title: { zh: '中国 920–925 MHz', en: 'China 920–925 MHz' } },
    { value: 'cn800', title: { zh: '中国 840–845 MHz', en: 'China 840–845 MHz' } },
    { value: 'eu', title: { zh: '欧洲 865–868 MHz', en: 'Europe 865–868 MHz' } },
    { value: 'us', title: { zh: '美国 902–928 MHz', en: 'USA 902–928 MHz' } },
    { value: 'kr', title: { zh: '韩国 917–923 MHz', en: 'Korea 917–923 MHz' } },
  ],
};

export const m100SettingsForm = uhfSettingsForm(M100_LIMITS);
