import { type RefObject, useEffect, useRef, useState } from 'react';

/** The label of the camera chosen last; ids change with every profile of the browser, labels stay. */
const rememberedKey = 'document-camera';

export type CameraState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'live' }
  /** `none` = no camera plugged in; `refused` = this page may not use it; `busy` = another program holds it. */
  | { readonly kind: 'failed'; readonly why: 'none' | 'refused' | 'busy' };

export interface Camera {
  readonly video: RefObject<HTMLVideoElement | null>;
  readonly state: CameraState;
  readonly devices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: string | undefined;
  readonly choose: (id: string) => void;
  readonly again: () => void;
}

/** 文档摄像头: the live picture of a camera at this computer, while the component is mounted. */
export function useCamera(): Camera {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<CameraState>({ kind: 'starting' });
  const [devices, setDevices] = useState<Camera['devices']>([]);
  const [current, setCurrent] = useState<string | undefined>(undefined);
  /** What a person or the memory of this computer wants; a new object starts the camera again. */
  const [wanted, setWanted] = useState<{ readonly id: string | undefined }>({ id: undefined });

  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | undefined;
    async function start(): Promise<void> {
      setState({ kind: 'starting' });
      try {
        stream = await open(wanted.id);
        if (stopped) {
          stop(stream);
          return;
        }
        const found = await cameras();
        setDevices(found);
        const remembered = found.find(({ label }) => label === localStorage.getItem(rememberedKey));
        const opened = stream.getVideoTracks()[0]?.getSettings().deviceId;
        if (wanted.id === undefined && remembered !== undefined && remembered.id !== opened) {
          setWanted({ id: remembered.id });
          return;
        }
        if (video.current !== null) await show(video.current, stream);
        if (stopped) return;
        setCurrent(opened);
        // Pulled out while its picture is on the screen; our own stop tells nothing.
        stream.getVideoTracks()[0]?.addEventListener('ended', () => {
          if (!stopped) setState({ kind: 'failed', why: 'none' });
        });
        setState({ kind: 'live' });
      } catch (error) {
        if (!stopped) setState({ kind: 'failed', why: whyOf(error) });
      }
    }
    void start();
    return () => {
      stopped = true;
      if (stream !== undefined) stop(stream);
    };
  }, [wanted]);

  return {
    video,
    state,
    devices,
    chosen: current,
    choose(id) {
      const label = devices.find((device) => device.id === id)?.label;
      if (label !== undefined && label !== '') localStorage.setItem(rememberedKey, label);
      setWanted({ id });
    },
    again: () => setWanted({ id: wanted.id }),
  };
}

/** Resolves when the first picture is there: before that there is nothing to take. */
async function show(element: HTMLVideoElement, stream: MediaStream): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    element.addEventListener('loadeddata', () => resolve(), { once: true });
  });
  element.srcObject = stream;
  await ready;
}

/** The finest picture the camera gives, up to what a document camera of 8 megapixels has. */
function open(deviceId: string | undefined): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: 3264 },
      height: { ideal: 2448 },
      ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
    },
  });
}

async function cameras(): Promise<Camera['devices']> {
  const found = await navigator.mediaDevices.enumerateDevices();
  return found
    .filter(({ kind }) => kind === 'videoinput')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function whyOf(error: unknown): 'none' | 'refused' | 'busy' {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'none';
}
