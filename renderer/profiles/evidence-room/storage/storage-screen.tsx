import { type ReactNode, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import {
  Breadcrumb,
  Button,
  EmptyState,
  notify,
  PageHeader,
  Split,
  t,
  useLanguage,
} from '../../../kit/index.ts';
import { useMay } from '../../../shell/session-context.ts';
import type { Box } from '../parts-items/arrow-keys.ts';
import { CabinetDrawing, CellLegend } from '../parts-items/cabinet-drawing.tsx';
import { FloorDrawing } from '../parts-items/floor-drawing.tsx';
import { cabinetOfCellPath, cellQuestions } from '../parts-items/places.ts';
import type { Place } from '../parts-items/types.ts';
import { useCabinet, usePlaces } from '../parts-items/use-places.ts';
import { useStored } from '../parts-operations/stored.ts';
import { ViewSwitch } from '../parts-operations/view-switch.tsx';
import { paths } from '../paths.ts';
import { ArrangeMenu } from './arrange-menu.tsx';
import { CellPanel } from './cell-panel.tsx';
import { FindItem } from './find-item.tsx';
import { EndDialog, RenamePanel } from './place-acts.tsx';
import { MovePanel, type NewKind, PlaceForm } from './place-form.tsx';
import { shownFor } from './shown.ts';
import { useStorageScan } from './use-storage-scan.ts';

type Panel =
  | { readonly kind: 'cell'; readonly cell: string; readonly sought?: string }
  | { readonly kind: 'add'; readonly what: NewKind }
  | { readonly kind: 'rename' | 'move' | 'end'; readonly place: Place };

/** 库房: the rooms to scale; a cabinet opens its cells, a cell what lies in it. */
export default function StorageScreen() {
  useLanguage();
  const places = usePlaces();
  const may = useMay();
  if (places === undefined) return <PageHeader title={t('places.title')} />;
  return <Storage places={places} mayManage={may('storage.manage')} />;
}

function Storage({ places, mayManage }: { readonly places: readonly Place[]; readonly mayManage: boolean }) {
  const [, goTo] = useLocation();
  const { id } = useParams<{ id?: string }>();
  const { site, rooms, room, cabinet } = shownFor(places, id);
  const [question, setQuestion] = useStored('storage-question', 'fill', cellQuestions);
  const [panel, setPanel] = useState<Panel | undefined>(undefined);
  const [draft, setDraft] = useState<Box | undefined>(undefined);
  const view = useCabinet(cabinet?.id);
  const cell =
    panel?.kind === 'cell' ? view?.cells.find((candidate) => candidate.id === panel.cell) : undefined;

  function close(): void {
    setPanel(undefined);
    setDraft(undefined);
  }

  function show(place: Place, opened?: Panel): void {
    setDraft(undefined);
    setPanel(opened);
    goTo(paths.place(place.id));
  }

  function showItem(path: string, cellId: string | null, item: string): void {
    const holder = cabinetOfCellPath(places, path);
    if (holder === undefined || cellId === null) notify(t('places.not_in_drawing'));
    else show(holder, { kind: 'cell', cell: cellId, sought: item });
  }

  useStorageScan(places, {
    onCell: (holder, found) => show(holder, { kind: 'cell', cell: found }),
    onItem: showItem,
  });

  const siblings = places.filter((place) =>
    panel?.kind === 'add' && panel.what === 'room' ? place.parent === site?.id : place.parent === room?.id,
  );
  return (
    <Split
      beside={beside(panel, {
        cell:
          cell === undefined || view === undefined ? undefined : (
            <CellPanel
              cell={cell}
              path={view.path}
              sought={panel?.kind === 'cell' ? panel.sought : undefined}
              onClose={close}
            />
          ),
        add: (what) => (
          <PlaceForm
            key={what}
            kind={what}
            parent={what === 'cabinet' ? room : what === 'room' ? site : undefined}
            siblings={siblings}
            onClose={close}
            onDraft={setDraft}
            onAdded={(added) => {
              close();
              goTo(paths.place(added));
            }}
          />
        ),
        rename: (place) => <RenamePanel key={place.id} place={place} onClose={close} />,
        move: (place) => (
          <MovePanel
            key={place.id}
            place={place}
            room={place.kind === 'cabinet' ? room : undefined}
            siblings={siblings.filter((other) => other.id !== place.id)}
            onClose={close}
            onDraft={place.kind === 'cabinet' ? setDraft : () => undefined}
          />
        ),
      })}
    >
      <div className="page-scroll">
        <PageHeader
          title={cabinet?.name ?? room?.name ?? t('places.title')}
          {...(room === undefined
            ? {}
            : {
                path: (
                  <Breadcrumb
                    steps={[
                      { title: t('places.title'), to: paths.storage },
                      ...(cabinet === undefined ? [] : [{ title: room.name, to: paths.place(room.id) }]),
                      { title: cabinet?.name ?? room.name },
                    ]}
                  />
                ),
              })}
          actions={
            mayManage && (
              <ArrangeMenu
                site={site}
                room={room}
                cabinet={cabinet}
                onAdd={(what) => setPanel({ kind: 'add', what })}
                onAct={(kind, place) => setPanel({ kind, place })}
              />
            )
          }
        />
        {room === undefined ? (
          <EmptyState
            action={
              mayManage && (
                <Button
                  kind="primary"
                  onPress={() => setPanel({ kind: 'add', what: site === undefined ? 'site' : 'room' })}
                >
                  {t(site === undefined ? 'places.add_site' : 'places.add_room')}
                </Button>
              )
            }
          >
            {t(mayManage ? 'places.empty' : 'places.empty_other')}
          </EmptyState>
        ) : (
          <>
            <div className="storage-bar">
              <ViewSwitch
                label={t('places.rooms')}
                chosen={room.id}
                views={rooms.map((place) => ({ id: place.id, title: place.name }))}
                onChoose={(next) => {
                  const chosen = rooms.find((place) => place.id === next);
                  if (chosen !== undefined) show(chosen);
                }}
              />
              <FindItem onFound={showItem} />
            </div>
            <div className="storage-drawings" data-cabinet={cabinet !== undefined || undefined}>
              <section aria-label={t('places.floor_of', { name: room.name })}>
                <FloorDrawing
                  places={places}
                  of={room}
                  chosen={cabinet?.id}
                  draft={draft}
                  onChoose={(place) => show(place)}
                />
                <p className="quiet small">
                  {t('places.room_words', { items: room.items, used: room.used, cells: room.cells })}
                </p>
              </section>
              <section aria-label={cabinet?.name ?? t('places.cabinet')} className="storage-cabinet">
                {cabinet === undefined || view === undefined ? (
                  <EmptyState>
                    {t(room.cells === 0 ? 'places.room_empty' : 'places.choose_cabinet')}
                  </EmptyState>
                ) : (
                  <>
                    <ViewSwitch
                      label={t('places.question')}
                      chosen={question}
                      views={cellQuestions.map((one) => ({ id: one, title: t(`places.question.${one}`) }))}
                      onChoose={setQuestion}
                    />
                    <CabinetDrawing
                      label={view.path}
                      cells={view.cells}
                      question={question}
                      chosen={cell?.id}
                      onChoose={(chosen) => setPanel({ kind: 'cell', cell: chosen.id })}
                    />
                    <CellLegend question={question} />
                    <p className="quiet small">
                      {t(`places.trait.${cabinet.trait}`)}
                      {t('places.join')}
                      {t('places.room_words', {
                        items: cabinet.items,
                        used: cabinet.used,
                        cells: cabinet.cells,
                      })}
                    </p>
                  </>
                )}
              </section>
            </div>
          </>
        )}
      </div>
      {panel?.kind === 'end' && (
        <EndDialog
          place={places.find((place) => place.id === panel.place.id) ?? panel.place}
          onClose={close}
          onEnded={() => {
            close();
            goTo(panel.place.parent === null ? paths.storage : paths.place(panel.place.parent));
          }}
        />
      )}
    </Split>
  );
}

function beside(
  panel: Panel | undefined,
  ways: {
    readonly cell: ReactNode;
    readonly add: (what: NewKind) => ReactNode;
    readonly rename: (place: Place) => ReactNode;
    readonly move: (place: Place) => ReactNode;
  },
): ReactNode {
  switch (panel?.kind) {
    case 'cell':
      return ways.cell;
    case 'add':
      return ways.add(panel.what);
    case 'rename':
      return ways.rename(panel.place);
    case 'move':
      return ways.move(panel.place);
    default:
      return undefined;
  }
}
