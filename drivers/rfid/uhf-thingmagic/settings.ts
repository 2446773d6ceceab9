import { type UhfLimits, uhfSettingsForm } from '../serial-uhf/settings.ts';

/** Nano: one antenna and 27 dBm; M6e and M7e: up to four and 31.5 dBm. */
export const THINGMAGIC_LIMITS: UhfLimits = {
  antennas: 4,
  lowestDbm: -10,
  highestDbm: 31.5,
  regions: [
    { value: 'prc', title: { zh: '中国 920–925 MHz', en: 'China 920–925 MHz' } },
    { value: 'eu3', title: { zh: '欧洲 865–868 MHz', en: 'Europe 865–868 MHz' } },
    { value: 'na', title: { zh: '北美 902–928 MHz', en: 'North America 902–928 MHz' } },
    { value: 'na2', title: { zh: '北美 2（Nano）', en: 'North America 2 (Nano)' } },
    { value: 'kr2', title: { zh: '韩国', en: 'Korea' } },
    { value: 'jp', title: { zh: '日本', en: 'Japan' } },
    { value: 'in', title: { zh: '印度', en: 'India' } },
    { value: 'au', title: { zh: '澳大利亚', en: 'Australia' } },
    { value: 'nz', title: { zh: '新西兰', en: 'New Zealand' } },
  ],
};

export const thingmagicSettingsForm = uhfSettingsForm(THINGMAGIC_LIMITS);
