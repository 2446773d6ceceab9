import { useCommand } from '../../../client/index.ts';
import { Select, t } from '../../../kit/index.ts';
import { RoomSection } from './room-section.tsx';

const common = ['none', 'silent', 'unplugged', 'garbage', 'reboot'] as const;
type Fault = (typeof common)[number] | 'paper-out' | 'antenna-down';

/** Virtual devices and what can go wrong with each (main/start/virtual-room/messages.ts). */
const devices = {
  portal: [...common, 'antenna-down'],
  desk: [...common, 'antenna-down'],
  printer: [...common, 'paper-out'],
  signals: common,
  camera: common,
  doorCard: common,
  deskCard: common,
} as const satisfies Readonly<Record<string, readonly Fault[]>>;
type Device = keyof typeof devices;
const names: readonly Device[] = ['portal', 'desk', 'printer', 'signals', 'camera', 'doorCard', 'deskCard'];

/** 故障: break a device and see what the station says. */
export function FaultPart({ faults }: { readonly faults: readonly string[] }) {
  const command = useCommand({
    send: (client, input: { device: Device; fault: Fault }) => client.virtualRoom.fault(input),
  });
  return (
    <RoomSection
      title={t('virtual-room.faults')}
      help={t('virtual-room.faults_help')}
      open={faults.length > 0}
    >
      {names.map((device) => {
        const options: readonly Fault[] = devices[device];
        const present = options.find((fault) => faults.includes(`${device}:${fault}`)) ?? 'none';
        return (
          <Select<Fault>
            key={device}
            label={t(`virtual-room.device.${device}`)}
            value={present}
            onChange={(fault) => {
              if (fault !== null) command.run({ device, fault });
            }}
            options={options.map((fault) => ({ value: fault, label: t(`virtual-room.fault.${fault}`) }))}
          />
        );
      })}
    </RoomSection>
  );
}
