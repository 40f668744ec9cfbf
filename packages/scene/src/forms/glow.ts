import { CanvasTexture, CustomBlending, OneFactor, SpriteMaterial, SrcAlphaFactor, type Texture, ZeroFactor } from 'three';

const SIZE_PX = 128;

/** A soft round spot for glows. The caller disposes it. */
export function createGlowMap(): Texture {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE_PX;
  canvas.height = SIZE_PX;
  const context = canvas.getContext('2d');
  if (context) {
    const spot = context.createRadialGradient(SIZE_PX / 2, SIZE_PX / 2, 0, SIZE_PX / 2, SIZE_PX / 2, SIZE_PX / 2);
    spot.addColorStop(0, 'rgba(255,255,255,1)');
    spot.addColorStop(0.25, 'rgba(255,255,255,.35)');
    spot.addColorStop(0.6, 'rgba(255,255,255,.07)');
    spot.addColorStop(1, 'rgba(255,255,255,0)');
    context.fillStyle = spot;
    context.fillRect(0, 0, SIZE_PX, SIZE_PX);
  }
  return new CanvasTexture(canvas);
}

/** Light that adds colour and leaves the canvas's alpha alone, so that a face behind it stays seen. The caller disposes it, not the map. */
export function createGlow(map: Texture, colour: string, strength: number): SpriteMaterial {
  return new SpriteMaterial({
    map,
    color: colour,
    opacity: strength,
    depthWrite: false,
    fog: false,
    toneMapped: false,
    blending: CustomBlending,
    blendSrc: SrcAlphaFactor,
    blendDst: OneFactor,
    blendSrcAlpha: ZeroFactor,
    blendDstAlpha: OneFactor,
  });
}
