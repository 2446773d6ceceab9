import { useEffect, useState } from 'react';
import { Button, RadioGroup, Select, StateMark, t, useScan } from '../../../kit/index.ts';
import { CameraIcon } from '../../../kit/icons.tsx';
import { type TakenPicture, takePicture, type Verdict } from './judge-picture.ts';
import { useCamera } from './use-camera.ts';

/** 拍摄角度: what every thing is photographed from, in this order. */
export const angles = ['front', 'back', 'detail', 'seal'] as const;
export type Angle = (typeof angles)[number];

export interface DocumentCameraProps {
  /** Angles that are there already; the next missing one comes up by itself. */
  readonly taken: readonly Angle[];
  /** Called with a picture that is good, or that a person took in spite of the verdict. */
  readonly onTaken: (jpeg: Blob, angle: Angle, verdict: Verdict) => void;
  readonly busy: boolean;
}

interface Held extends TakenPicture {
  readonly address: string;
}

/** 高拍仪: live picture with ruler and frame, one angle after another; what is blurred is refused, but may be kept. */
export function DocumentCamera({ taken, onTaken, busy }: DocumentCameraProps) {
  const { video, ...camera } = useCamera();
  const [wished, setWished] = useState<Angle | null>(null);
  const [held, setHeld] = useState<Held | undefined>(undefined);
  const angle = wished ?? angles.find((one) => !taken.includes(one)) ?? 'detail';

  useEffect(
    () => () => {
      if (held !== undefined) URL.revokeObjectURL(held.address);
    },
    [held],
  );
  // A scan while the camera is open would leave the page and lose the view.
  useScan(() => true);

  async function take(): Promise<void> {
    const element = video.current;
    if (element === null || element.videoWidth === 0) return;
    const picture = await takePicture(element);
    if (picture.verdict === 'good') keep(picture);
    else setHeld({ ...picture, address: URL.createObjectURL(picture.jpeg) });
  }

  function keep(picture: TakenPicture): void {
    setHeld(undefined);
    setWished(null);
    onTaken(picture.jpeg, angle, picture.verdict);
  }

  return (
    <div className="document-camera">
      <div className="camera-stage">
        {/* Stays while a picture is judged: an element made anew would have lost the stream. */}
        <video
          ref={video}
          hidden={held !== undefined}
          autoPlay
          muted
          playsInline
          aria-label={t('evidence.camera_live')}
        />
        {held === undefined && camera.state.kind === 'live' && <Ruler />}
        {held !== undefined && <img src={held.address} alt={t('evidence.camera_held')} />}
        {camera.state.kind === 'failed' && (
          <div className="camera-failed" role="alert">
            <strong>{t(`evidence.camera_failed_${camera.state.why}`)}</strong>
            <p>{t(`evidence.camera_remedy_${camera.state.why}`)}</p>
            <Button onPress={camera.again}>{t('common.retry')}</Button>
          </div>
        )}
      </div>
      <div className="section">
        <RadioGroup
          label={t('evidence.angle')}
          value={angle}
          onChange={(next) => setWished(next)}
          options={angles.map((one) => ({
            value: one,
            label: t(`evidence.angle.${one}`),
            ...(taken.includes(one) ? { detail: t('evidence.angle_taken') } : {}),
          }))}
        />
        <p className="quiet">{t(`evidence.angle_hint.${angle}`)}</p>
        {camera.devices.length > 1 && (
          <Select
            label={t('evidence.camera_device')}
            value={camera.chosen ?? null}
            onChange={(id) => id !== null && camera.choose(id)}
            options={camera.devices.map((device, index) => ({
              value: device.id,
              label: device.label === '' ? t('evidence.camera_number', { number: index + 1 }) : device.label,
            }))}
          />
        )}
        {held === undefined ? (
          <Button
            kind="primary"
            size="large"
            disabled={busy || camera.state.kind !== 'live'}
            onPress={() => void take()}
          >
            <CameraIcon /> {t('evidence.take_angle', { angle: t(`evidence.angle.${angle}`) })}
          </Button>
        ) : (
          <div className="section" role="alert">
            <StateMark tone="fault">{t(`evidence.verdict.${held.verdict}`)}</StateMark>
            <p>{t(`evidence.verdict_remedy.${held.verdict}`)}</p>
            <div className="button-row">
              <Button kind="primary" autoFocus onPress={() => setHeld(undefined)}>
                {t('evidence.take_again')}
              </Button>
              <Button onPress={() => keep(held)}>{t('evidence.keep_anyway')}</Button>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

/** A frame for the thing and a line on which the real ruler is to lie; it measures nothing by itself. */
function Ruler() {
  return (
    <svg
      className="camera-ruler"
      viewBox="0 0 400 300"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M30 60V30H60M340 30H370V60M370 210V240H340M60 240H30V210" />
      <path d="M30 268H370" />
      {Array.from({ length: 35 }, (_, tick) => (
        <path key={tick} d={`M${30 + tick * 10} 268v${tick % 5 === 0 ? 14 : 8}`} />
      ))}
    </svg>
  );
}
