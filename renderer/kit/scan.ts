import { useEffect, useRef } from 'react';
import { createScanDetector, type ScanSettings, scanSettings } from './scan-detector.ts';

/** Answers true when the scan was for it; otherwise the next handler, at last the shell's, is asked. */
export type ScanHandler = (text: string) => boolean;

const handlers: ScanHandler[] = [];

/** Hands a scan to the youngest handler that wants it; also for readers that are not keyboards. */
export function dispatchScan(text: string): boolean {
  return handlers.toReversed().some((handler) => handler(text));
}

/** While mounted, the component is asked first what a scan means. */
export function useScan(handler: ScanHandler): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    const stable: ScanHandler = (text) => latest.current(text);
    handlers.push(stable);
    return () => {
      handlers.splice(handlers.indexOf(stable), 1);
    };
  }, []);
}

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/**
 * Listens to the whole document. Characters land where the focus is until the burst is known to be a scan; then the field
 * gets back what stood in it before, so typing is never lost and a scan never stays in a field. Returns the way to stop.
 */
export function listenForScans(
  target: Document = document,
  settings: ScanSettings = scanSettings,
): () => void {
  const detector = createScanDetector(settings);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let restore: () => void = () => undefined;

  function accept(text: string): void {
    restore();
    dispatchScan(text);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const verdict = detector.press({
      code: event.code,
      shift: event.shiftKey,
      capsLock: event.getModifierState('CapsLock'),
      at: event.timeStamp,
    });
    clearTimeout(timer);
    if (verdict.kind === 'scan') {
      event.preventDefault();
      event.stopImmediatePropagation();
      accept(verdict.text);
      return;
    }
    if (verdict.kind === 'started') restore = rememberField(target.activeElement);
    timer = setTimeout(() => {
      const late = detector.silence();
      if (late.kind === 'scan') accept(late.text);
    }, settings.silenceMs);
  }

  target.addEventListener('keydown', onKeyDown, { capture: true });
  return () => {
    clearTimeout(timer);
    target.removeEventListener('keydown', onKeyDown, { capture: true });
  };
}

function rememberField(element: Element | null): () => void {
  if (!isTextControl(element)) return () => undefined;
  const { value, selectionStart } = element;
  return () => {
    if (element.value === value) return;
    // An input method may hold the letters in composition; leaving the field ends it.
    element.blur();
    writeValue(element, value);
    element.focus();
    if (selectionStart !== null) element.setSelectionRange(selectionStart, selectionStart);
  };
}

/** Sets the value as a person would, so that React hears of it. */
function writeValue(element: TextControl, value: string): void {
  const prototype =
    element instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

function isTextControl(element: Element | null): element is TextControl {
  if (element instanceof HTMLTextAreaElement) return true;
  return (
    element instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'file'].includes(element.type)
  );
}
