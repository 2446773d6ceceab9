import type { DevicePosition } from '../../contract/devices.ts';
import { cameraLogin } from './camera.ts';
import type { RoomAddresses } from './messages.ts';
import { signalInputs, signalOutputs } from './signals.ts';

/**
 * 设备岗位 of the virtual room: the devices file a person would write for it. Card readers belong to a door only where
 * they hang on its post.
 *
 * @param door id of the door the portal stands at
 */
export function virtualRoomPositions(addresses: RoomAddresses, door: string): DevicePosition[] {
  const position = (
    id: string,
    title: string,
    role: DevicePosition['role'],
    driver: string,
    url: string,
    settings: DevicePosition['settings'] = {},
    ofDoor: string | null = door,
  ): DevicePosition => ({ id, title, role, driver, url, door: ofDoor, enabled: true, settings });

  return [
    position('portal', '通道门读写器', 'portal', 'llrp', addresses.portal, {
      role: 'portal',
      antennas: [1, 2, 3, 4],
      sides: { 1: 'inside', 2: 'inside', 3: 'outside', 4: 'outside' },
    }),
    position('door-signals', '门口声光与门锁', 'door-signals', 'modbus-rtu', addresses.signals, {
      dialect: 'waveshare-d',
      outputs: { ...signalOutputs },
      inputs: { ...signalInputs },
      // A reed contact is closed while the door is: turned round, "active" means open.
      invertedInputs: [signalInputs.doorContact],
      doorKind: 'maglock-fail-safe',
    }),
    position('portal-camera', '通道门摄像机', 'portal-camera', 'network-camera', addresses.camera, {
      kind: 'hikvision',
      ...cameraLogin,
    }),
    position('door-card', '门口读卡器', 'card-reader', 'card-serial', addresses.doorCard),
    position('desk-card', '桌面读卡器', 'card-reader', 'card-serial', addresses.deskCard, {}, null),
    position(
      'desk-reader',
      '发卡台读写器',
      'desk-reader',
      'llrp',
      addresses.desk,
      { role: 'desk', antennas: [1] },
      null,
    ),
    position('label-printer', '标签打印机', 'label-printer', 'printer-zpl', addresses.printer, {}, null),
  ];
}
