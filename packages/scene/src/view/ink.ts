import { CanvasTexture, SRGBColorSpace, type Texture } from 'three';

/** One line of writing on a sheet. */
export interface InkLine {
  readonly text: string;
  readonly sizePx: number;
  readonly weight: number;
  /** Baseline from the sheet's top, pixels. */
  readonly y: number;
  readonly opacity?: number;
}

/** A sheet to write on, pixels. */
export interface InkSheet {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly ink: string;
  readonly left: number;
  readonly right: number;
  readonly lines: readonly InkLine[];
}

function cut(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 0 && context.measureText(`${text.slice(0, end).trimEnd()}…`).width > width) end--;
  return `${text.slice(0, end).trimEnd()}…`;
}

function fontOf(line: InkLine): string {
  return `${line.weight} ${line.sizePx}px "Inter Variable", Inter, system-ui, sans-serif`;
}

/** Writes a sheet into a texture. Long lines end with an ellipsis. The caller disposes it. */
export function writeInk(sheet: InkSheet, decorate?: (context: CanvasRenderingContext2D) => void): Texture {
  const canvas = document.createElement('canvas');
  canvas.width = sheet.width;
  canvas.height = sheet.height;
  const context = canvas.getContext('2d');
  if (context) {
    context.fillStyle = sheet.ground;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.fillStyle = sheet.ink;
    for (const line of sheet.lines) {
      context.font = fontOf(line);
      context.globalAlpha = line.opacity ?? 1;
      context.fillText(cut(context, line.text, sheet.width - sheet.left - sheet.right), sheet.left, line.y);
    }
    context.globalAlpha = 1;
    decorate?.(context);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 16;
  return texture;
}

/** Breaks text into at most `count` lines of `width` pixels in the given font; the last tells by an ellipsis that there is more. */
export function breakLines(
  text: string,
  widthPx: number,
  font: { readonly sizePx: number; readonly weight: number },
  count: number,
): readonly string[] {
  const context = document.createElement('canvas').getContext('2d');
  const lines: string[] = [];
  if (!context) return lines;
  context.font = fontOf({ ...font, text: '', y: 0 });
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && context.measureText(longer).width > widthPx) {
        lines.push(line);
        line = word;
      } else line = longer;
      if (lines.length > count) break;
    }
    if (line) lines.push(line);
    if (lines.length > count) break;
  }
  if (lines.length <= count) return lines;
  return [...lines.slice(0, count - 1), `${lines[count - 1] ?? ''}…`];
}

/** Whether the interface's letters can be drawn yet; `ready` is called once when they later can. */
export function whenLetters(ready: () => void): boolean {
  if (document.fonts.check('560 16px "Inter Variable"')) return true;
  void document.fonts.load('560 16px "Inter Variable"').then(ready, ready);
  return false;
}
