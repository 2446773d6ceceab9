import type { DevicePosition } from '../../contract/devices.ts';

/** Where the virtual devices listen. */
export interface VirtualAddresses {
  readonly portal: string;
  readonly desk: string;
  readonly printer: string;
  readonly signals: string;
  readonly camera: string;
  readonly doorCard: string;
  readonly deskCard: string;
}

export const demoDoor = 'door-1';

/** The devices file of the demo world: real drivers, pointed at virtual devices. */
export function demoPositions(addresses: VirtualAddresses): DevicePosition[] {
  const position = (
    id: string,
    title: string,
    role: DevicePosition['role'],
    driver: string,
    url: string,
    door: string | null,
    settings: Record<string, unknown>,
  ): DevicePosition => ({ id, title, role, driver, url, door, enabled: true, settings });
  return [
    position('portal', '一号库通道门', 'portal', 'llrp', addresses.portal, demoDoor, {
      role: 'portal',
      antennas: [1, 2, 3, 4],
      sides: { 1: 'inside', 2: 'inside', 3: 'outside', 4: 'outside' },
    }),
    position('signals', '一号库门声光与门锁', 'door-signals', 'modbus-rtu', addresses.signals, demoDoor, {
      unit: 1,
      dialect: 'waveshare-d',
      outputs: { siren: 1, strobe: 2, door: 3 },
      inputs: { doorContact: 1, exitButton: 2 },
      doorKind: 'maglock-fail-safe',
    }),
    position('camera', '一号库门摄像机', 'portal-camera', 'network-camera', addresses.camera, demoDoor, {
      kind: 'hikvision',
      username: 'station',
      password: 'station-2026',
      framesPerSecond: 2,
    }),
    position('door-card', '一号库门读卡器', 'card-reader', 'card-serial', addresses.doorCard, demoDoor, {}),
    position('desk-reader', '柜台发卡器', 'desk-reader', 'llrp', addresses.desk, null, {
      role: 'desk',
      antennas: [1],
      readTid: true,
    }),
    position('desk-card', '柜台读卡器', 'card-reader', 'card-serial', addresses.deskCard, null, {}),
    position('printer', '柜台标签打印机', 'label-printer', 'printer-zpl', addresses.printer, null, {}),
  ];
}
