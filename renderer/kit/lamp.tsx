import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { StateShape, type StateTone } from './state-mark.tsx';

export interface LampProps {
  /** What the device is: `通道门 1`. */
  readonly title: string;
  readonly tone: StateTone;
  /** Its state in a word: `正常`, `故障`. */
  readonly state: string;
  /** Why, in a sentence. */
  readonly reason?: string | undefined;
}

/** 设备指示灯: a small lamp; its words come on touch, click or Enter, and are read out always. */
export function Lamp({ title, tone, state, reason }: LampProps) {
  return (
    <DialogTrigger>
      <span title={`${title}：${state}`}>
        <Button className="lamp" data-tone={tone} aria-label={`${title}：${state}`}>
          <StateShape tone={tone} />
        </Button>
      </span>
      <Popover className="popover">
        <Dialog className="lamp-words" aria-label={title}>
          <strong>{title}</strong>
          <span className="state-mark" data-tone={tone}>
            <StateShape tone={tone} />
            {state}
          </span>
          {reason !== undefined && <p className="quiet">{reason}</p>}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
