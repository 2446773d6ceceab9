import { useState } from 'react';
import { attachmentUrl, useClient, useQuery } from '../../../client/index.ts';
import { Button, Failure, formatTime, Select, StateMark, t } from '../../../kit/index.ts';
import { saveAsFile } from '../parts-items/csv.ts';
import { FloorPlan } from './floor-plan.tsx';
import type { Passage } from './gate-words.ts';
import { type Player, type Speed, speeds, usePlayer } from './replay-player.ts';
import { frameAt, type PassageReplay, sceneAt } from './replay-scene.ts';
import { TodayTable } from './today-table.tsx';

/** 回放: what the door saw, at any speed, beside the camera's pictures, and what it would decide today. */
export function PassageReplaySection({ passage }: { readonly passage: Passage }) {
  return (
    <section className="page-section" aria-labelledby="passage-replay">
      <h2 id="passage-replay">{t('gate.replay')}</h2>
      {passage.recorded ? (
        <Replay key={passage.id} passage={passage} />
      ) : (
        <p className="quiet">{t('gate.replay_none')}</p>
      )}
    </section>
  );
}

function Replay({ passage }: { readonly passage: Passage }) {
  const { data, failure, again } = useQuery({
    key: ['passage-replay', passage.id],
    topics: [],
    ask: (client) => client.evidence.passageReplay({ id: passage.id }),
  });
  if (failure !== undefined) return <Failure failure={failure} onRetry={again} />;
  if (data === undefined) return <p className="quiet">{t('gate.replay_loading')}</p>;
  return (
    <>
      <Stage replay={data} passage={passage} />
      <TodayTable replay={data} passage={passage} />
    </>
  );
}

function Stage({ replay, passage }: { readonly replay: PassageReplay; readonly passage: Passage }) {
  const first = replay.steps[0]?.at ?? Date.parse(passage.from);
  const length = (replay.steps.at(-1)?.at ?? first) - first;
  const player = usePlayer(length);
  const frame = frameAt(passage.frames, first + player.at);
  return (
    <div className="replay">
      <div className="replay-stage">
        <FloorPlan door={sceneAt(replay, player.at)} />
        {frame !== undefined && (
          <figure className="replay-frame">
            <img
              src={attachmentUrl(frame.hash)}
              alt={t('gate.frame_alt', { camera: frame.camera, time: formatTime(frame.at, true) })}
            />
            <figcaption className="small quiet">
              {t('gate.frame_alt', { camera: frame.camera, time: formatTime(frame.at, true) })}
            </figcaption>
          </figure>
        )}
      </div>
      <Controls player={player} first={first} length={length} />
      <ExportTrace id={passage.id} reads={replay.reads} />
    </div>
  );
}

function Controls({
  player,
  first,
  length,
}: {
  readonly player: Player;
  readonly first: number;
  readonly length: number;
}) {
  const now = formatTime(new Date(first + player.at).toISOString(), true);
  return (
    <div className="replay-controls">
      <Button kind="primary" onPress={player.toggle}>
        {t(player.playing ? 'gate.pause' : 'gate.play')}
      </Button>
      <label className="replay-track">
        <span className="small quiet">{t('gate.replay_place')}</span>
        <input
          type="range"
          min={0}
          max={Math.max(1, length)}
          step={100}
          value={player.at}
          aria-valuetext={now}
          onChange={(event) => player.seek(Number(event.currentTarget.value))}
        />
      </label>
      <span className="fixed" aria-hidden="true">
        {now} · {(player.at / 1000).toFixed(1)} s
      </span>
      <Select<`${Speed}`>
        label={t('gate.replay_speed')}
        value={`${player.speed}`}
        onChange={(chosen) => {
          const speed = speeds.find((one) => `${one}` === chosen);
          if (speed !== undefined) player.setSpeed(speed);
        }}
        options={speeds.map((speed) => ({ value: `${speed}` as const, label: `${speed}×` }))}
      />
    </div>
  );
}

/** The recorded events as a file for `npm run -s tool -- gate replay FILE`. */
function ExportTrace({ id, reads }: { readonly id: string; readonly reads: number }) {
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const save = async (): Promise<void> => {
    try {
      const { fileName, text } = await client.evidence.passageTrace({ id });
      saveAsFile(fileName, text, 'application/x-ndjson');
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="button-row">
      <span className="small quiet">{t('gate.replay_reads', { count: reads })}</span>
      <Button onPress={() => void save()}>{t('gate.trace_export')}</Button>
      {failed && <StateMark tone="fault">{t('gate.trace_failed')}</StateMark>}
    </div>
  );
}
