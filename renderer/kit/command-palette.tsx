import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components';
import { type Command, filterCommands } from './command-filter.ts';
import { t } from './i18n.ts';
import { SearchIcon } from './icons.tsx';

export interface CommandPaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
  /** Pages and acts; filtered here. */
  readonly commands: readonly Command[];
  /** Things found by the words, from the node; not filtered again. */
  readonly search?: (words: string, signal: AbortSignal) => Promise<readonly Command[]>;
}

/** Opened by Ctrl K in the shell. Arrow keys choose, Enter runs, Escape closes. */
export function CommandPalette({ open, onClose, commands, search }: CommandPaletteProps) {
  return (
    <ModalOverlay
      className="dialog-ground"
      data-place="top"
      isOpen={open}
      isDismissable
      onOpenChange={(now) => {
        if (!now) onClose();
      }}
    >
      <Modal className="dialog palette">
        <AriaDialog className="dialog-box" aria-label={t('shell.palette')}>
          <PaletteBody commands={commands} search={search} onClose={onClose} />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({
  commands,
  search,
  onClose,
}: {
  readonly commands: readonly Command[];
  readonly search: CommandPaletteProps['search'];
  readonly onClose: () => void;
}) {
  const [typed, setTyped] = useState('');
  const [found, setFound] = useState<readonly Command[]>([]);
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const latestSearch = useRef(search);
  useEffect(() => {
    latestSearch.current = search;
  });

  useEffect(() => {
    const controller = new AbortController();
    if (typed.trim().length < 2 || latestSearch.current === undefined) {
      setFound([]);
      return undefined;
    }
    const timer = setTimeout(() => {
      latestSearch.current?.(typed.trim(), controller.signal).then(
        (results) => {
          if (!controller.signal.aborted) setFound(results);
        },
        () => undefined,
      );
    }, 60);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [typed]);

  const lines = [...found, ...filterCommands(commands, typed)].slice(0, 40);
  const current = lines[Math.min(chosen, lines.length - 1)];

  function run(command: Command): void {
    onClose();
    command.run();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && lines.length > 0) {
      event.preventDefault();
      setChosen((Math.min(chosen, lines.length - 1) + step + lines.length) % lines.length);
    } else if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault();
      run(current);
    }
  }

  return (
    <>
      <div className="palette-input">
        <SearchIcon />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={current === undefined ? undefined : `${list}-${current.id}`}
          aria-label={t('shell.palette')}
          aria-autocomplete="list"
          placeholder={t('shell.palette_hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(0);
          }}
          onKeyDown={onKeyDown}
          autoFocus
        />
      </div>
      <div className="palette-list" role="listbox" id={list} aria-label={t('shell.palette')}>
        {lines.map((command, index) => (
          <div key={command.id}>
            {command.group !== lines[index - 1]?.group && (
              <div className="palette-group" role="presentation">
                {command.group}
              </div>
            )}
            <PaletteLine
              id={`${list}-${command.id}`}
              command={command}
              selected={command === current}
              onPoint={() => setChosen(index)}
              onRun={() => run(command)}
            />
          </div>
        ))}
        {lines.length === 0 && <div className="options-empty">{t('shell.palette_empty')}</div>}
      </div>
    </>
  );
}

function PaletteLine(props: {
  readonly id: string;
  readonly command: Command;
  readonly selected: boolean;
  readonly onPoint: () => void;
  readonly onRun: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.selected) line.current?.scrollIntoView({ block: 'nearest' });
  }, [props.selected]);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys go to the input (aria-activedescendant)
    <div
      ref={line}
      id={props.id}
      className="palette-line"
      role="option"
      tabIndex={-1}
      aria-selected={props.selected}
      onMouseMove={props.onPoint}
      onClick={props.onRun}
    >
      <span>{props.command.title}</span>
      {props.command.detail !== undefined && <span className="detail">{props.command.detail}</span>}
    </div>
  );
}
