import type { PluggedDevice } from '../transport/list.ts';

/**
 * USB chips behind the serial devices of a station (USB 转串口芯片): adapters, and devices with such a chip built in. From the
 * id tables of the kernel's drivers ftdi_sio, pl2303, cp210x, ch341 and cdc_acm, for the chips that domain notes on devices
 * (section 4) name. The one list: discovery and the udev rules (`resources/udev`) read it.
 */
export interface SerialAdapter {
  readonly vendorId: number;
  readonly productIds: readonly number[];
  readonly chip: string;
}

export const serialAdapters: readonly SerialAdapter[] = [
  {
    vendorId: 0x0403,
    productIds: [0x6001, 0x6010, 0x6011, 0x6014, 0x6015],
    chip: 'FTDI FT232, FT2232, FT4232, FT-X',
  },
  {
    vendorId: 0x067b,
    productIds: [0x2303, 0x23a3, 0x23b3, 0x23c3, 0x23d3, 0x23e3, 0x23f3],
    chip: 'Prolific PL2303',
  },
  { vendorId: 0x10c4, productIds: [0xea60, 0xea61, 0xea63, 0xea70, 0xea71], chip: 'Silicon Labs CP210x' },
  {
    vendorId: 0x1a86,
    productIds: [0x7523, 0x5523, 0x7522, 0x55d2, 0x55d3, 0x55d4],
    chip: 'WCH CH340, CH341, CH342, CH343, CH9102',
  },
];

/** Of these, the ones brltty takes for a braille display of the same chip and pulls away from the serial driver. */
export const takenByBrltty: readonly string[] = ['0403:6001', '10c4:ea60', '1a86:7523'];

/** True where the ids say which chip is inside and nothing about what hangs on it. */
export function isPlainAdapter({
  vendorId,
  productId,
}: Pick<PluggedDevice, 'vendorId' | 'productId'>): boolean {
  return serialAdapters.some(
    (adapter) =>
      adapter.vendorId === vendorId && productId !== undefined && adapter.productIds.includes(productId),
  );
}
