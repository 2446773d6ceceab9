/**
 * Marks (标识) on a label as vector paths in a square of 24 × 24: hazard pictograms in the manner of GHS (a diamond),
 * and handling marks. `width` strokes the path, otherwise it is filled by the even-odd rule, so inner outlines are
 * holes.
 */
export interface IconStroke {
  readonly path: string;
  readonly width?: number;
}

export const iconNames = [
  'explosive',
  'flammable',
  'oxidising',
  'toxic',
  'corrosive',
  'radioactive',
  'biohazard',
  'cold',
  'magnetic',
  'fragile',
  'secret',
] as const;
export type IconName = (typeof iconNames)[number];

const diamond: IconStroke = { path: 'M12 1L23 12L12 23L1 12Z', width: 1.6 };
const flame =
  'M12.4 4.5C13 7.4 16.4 9.4 16.4 13A4.4 4.4 0 0 1 7.6 13C7.6 10.9 9 9.8 9.5 7.8C10.6 8.6 11 9.6 11 10.6C12.3 9 12.7 6.8 12.4 4.5Z';

export const icons: Readonly<Record<IconName, readonly IconStroke[]>> = {
  // 爆炸物
  explosive: [
    diamond,
    {
      path: 'M12 5L13.4 9.2L17 6.8L15.2 10.6L19 12L15.2 13.4L17 17.2L13.4 14.8L12 19L10.6 14.8L7 17.2L8.8 13.4L5 12L8.8 10.6L7 6.8L10.6 9.2Z',
    },
  ],
  // 易燃
  flammable: [diamond, { path: flame }, { path: 'M8 18.6H16', width: 1.4 }],
  // 氧化性: a flame over a circle
  oxidising: [
    diamond,
    {
      path: 'M12.2 3.8C12.8 6 15 7 15 9.6A3 3 0 0 1 9 9.6C9 8.2 9.9 7.5 10.3 6.2C11 6.8 11.3 7.4 11.3 8.2C12.1 7 12.4 5.4 12.2 3.8Z',
    },
    { path: 'M12 13.2A2.6 2.6 0 1 1 11.99 13.2Z', width: 1.4 },
    { path: 'M9 20H15', width: 1.2 },
  ],
  // 有毒: skull and crossbones
  toxic: [
    diamond,
    {
      path: 'M12 4.6A4.2 4.2 0 0 1 14.4 12.2V14H9.6V12.2A4.2 4.2 0 0 1 12 4.6ZM10.2 7.8A1.2 1.2 0 1 0 10.21 7.8ZM13.8 7.8A1.2 1.2 0 1 0 13.81 7.8Z',
    },
    { path: 'M7.6 15.2L16.4 18.8M16.4 15.2L7.6 18.8', width: 1.5 },
  ],
  // 腐蚀性: a tube dripping on a plate
  corrosive: [
    diamond,
    { path: 'M7 8.4L15.5 5.6L16.2 7.6L7.7 10.4Z' },
    { path: 'M12 11V12.4M12 13.4V14.8', width: 1.6 },
    { path: 'M6.4 16.6H10.4L12 18L13.6 16.6H17.6', width: 1.6 },
  ],
  // 放射性: trefoil
  radioactive: [
    diamond,
    { path: 'M12 10.6A1.4 1.4 0 1 1 11.99 10.6Z' },
    {
      path: 'M5.5 12H9.5A2.5 2.5 0 0 1 10.75 9.83L8.75 6.37A6.5 6.5 0 0 0 5.5 12ZM18.5 12H14.5A2.5 2.5 0 0 0 13.25 9.83L15.25 6.37A6.5 6.5 0 0 1 18.5 12ZM8.75 17.63L10.75 14.17A2.5 2.5 0 0 0 13.25 14.17L15.25 17.63A6.5 6.5 0 0 1 8.75 17.63Z',
    },
  ],
  // 生物危害
  biohazard: [
    diamond,
    { path: 'M12 10.8A1.4 1.4 0 1 1 11.99 10.8Z' },
    { path: 'M10 5.2A3.1 3.1 0 1 0 14 5.2', width: 1.4 },
    { path: 'M6.2 15.4A3.1 3.1 0 1 0 8.4 11.8', width: 1.4 },
    { path: 'M17.8 15.4A3.1 3.1 0 1 1 15.6 11.8', width: 1.4 },
  ],
  // 低温保存
  cold: [
    { path: 'M12 1.5V22.5M2.9 6.75L21.1 17.25M2.9 17.25L21.1 6.75', width: 1.8 },
    { path: 'M9 3.5L12 6.5L15 3.5M9 20.5L12 17.5L15 20.5', width: 1.5 },
    { path: 'M3 11.2L7.2 9.2L6.7 4.6M21 12.8L16.8 14.8L17.3 19.4', width: 1.5 },
    { path: 'M21 11.2L16.8 9.2L17.3 4.6M3 12.8L7.2 14.8L6.7 19.4', width: 1.5 },
  ],
  // 防磁 / 磁性介质: a horseshoe magnet
  magnetic: [
    {
      path: 'M3 3H9V12A3 3 0 0 0 15 12V3H21V12A9 9 0 0 1 3 12ZM4.6 4.6H7.4V7.4H4.6ZM16.6 4.6H19.4V7.4H16.6Z',
    },
  ],
  // 易碎
  fragile: [
    { path: 'M6 2H18L17 9A5.1 5.1 0 0 1 7 9ZM11 2.8L12.6 5L11.4 6.6L12.8 9L12.2 6.6L13.6 5L12.4 2.8Z' },
    { path: 'M12 13V21M7 21.4H17', width: 1.8 },
  ],
  // 涉密: the star that stands between grade and period on Chinese state papers
  secret: [
    { path: 'M1.5 1.5H22.5V22.5H1.5Z', width: 1.8 },
    { path: 'M12 4.4L14.1 9.5L19.6 9.9L15.4 13.5L16.7 18.9L12 16L7.3 18.9L8.6 13.5L4.4 9.9L9.9 9.5Z' },
  ],
};
