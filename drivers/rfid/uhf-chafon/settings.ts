import { type UhfLimits, uhfSettingsForm } from '../serial-uhf/settings.ts';

/** The power number is in dBm by the makers' manuals, whole, up to 30. Model 18 has one antenna, 288 has four. */
export const CHAFON_LIMITS: UhfLimits = {
  antennas: 4,
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

export const chafonSettingsForm = uhfSettingsForm(CHAFON_LIMITS);
