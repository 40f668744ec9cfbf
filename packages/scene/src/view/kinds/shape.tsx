import type { ReactNode } from 'react';
import { ConeGeometry, CylinderGeometry, SphereGeometry, TorusGeometry } from 'three';
import { archGeometry, boxGeometry, slabGeometry } from '../../forms/geometries.ts';
import type { KindViewProps } from '../kind-view.ts';
import { readShapeVariant, type ShapeVariant } from '../shape-variant.ts';
import { Part } from '../part.tsx';
import { Tower } from './tower.tsx';
import { Cypress, RoundTree } from './trees.tsx';

interface FormProps {
  readonly tint: string;
  readonly shape: ShapeVariant;
}

const FLOOR = { seat: 0 };
const TWO_SIDED = { seat: 0, doubleSided: true };

function Box({ tint, shape: { name, size, shadow } }: FormProps): ReactNode {
  return <Part form={name} build={() => boxGeometry(...size)} colour={tint} shadow={shadow} />;
}

function Slab({ tint, shape: { name, size, shadow } }: FormProps): ReactNode {
  return <Part form={name} build={() => slabGeometry(...size)} colour={tint} finish={FLOOR} shadow={shadow} />;
}

function Arch({ tint, shape: { name, size, shadow } }: FormProps): ReactNode {
  return <Part form={name} build={() => archGeometry(...size)} colour={tint} shadow={shadow} />;
}

function Sphere({ tint, shape: { size, shadow } }: FormProps): ReactNode {
  return (
    <Part form="sphere" build={() => new SphereGeometry(0.5, 48, 32).translate(0, 0.5, 0)} colour={tint} scale={size} shadow={shadow} />
  );
}

function Cylinder({ tint, shape: { size, shadow } }: FormProps): ReactNode {
  return (
    <Part
      form="cylinder"
      build={() => new CylinderGeometry(0.5, 0.5, 1, 64).translate(0, 0.5, 0)}
      colour={tint}
      scale={size}
      shadow={shadow}
    />
  );
}

function Cone({ tint, shape: { size, shadow } }: FormProps): ReactNode {
  return <Part form="cone" build={() => new ConeGeometry(0.5, 1, 64).translate(0, 0.5, 0)} colour={tint} scale={size} shadow={shadow} />;
}

function Plane({ tint, shape: { size, shadow } }: FormProps): ReactNode {
  // A hair thick, so that it can be seen edge on and never fights with what it lies on.
  return (
    <Part
      form={`plane ${size[0]} ${size[2]}`}
      build={() => boxGeometry(size[0], 0.02, size[2], 0.006)}
      colour={tint}
      finish={TWO_SIDED}
      at={[0, 0.002, 0]}
      shadow={shadow}
    />
  );
}

function Torus({ tint, shape: { size, shadow } }: FormProps): ReactNode {
  const ring = (): TorusGeometry => {
    const geometry = new TorusGeometry(0.36, 0.14, 28, 72);
    geometry
      .rotateX(Math.PI / 2)
      .translate(0, 0.14, 0)
      .scale(1, 1 / 0.28, 1);
    return geometry;
  };
  return <Part form="torus" build={ring} colour={tint} scale={size} shadow={shadow} />;
}

/** A form with a size and a colour. The first six are plain solids, the rest furnish a place. */
export function ShapeView({ tint, variant }: KindViewProps): ReactNode {
  const shape = readShapeVariant(variant);
  switch (shape.form) {
    case 'sphere':
      return <Sphere tint={tint} shape={shape} />;
    case 'cylinder':
      return <Cylinder tint={tint} shape={shape} />;
    case 'cone':
      return <Cone tint={tint} shape={shape} />;
    case 'plane':
      return <Plane tint={tint} shape={shape} />;
    case 'torus':
      return <Torus tint={tint} shape={shape} />;
    case 'slab':
      return <Slab tint={tint} shape={shape} />;
    case 'arch':
      return <Arch tint={tint} shape={shape} />;
    case 'tower':
      return <Tower tint={tint} size={shape.size} />;
    case 'cypress':
      return <Cypress tint={tint} size={shape.size} />;
    case 'tree':
      return <RoundTree tint={tint} size={shape.size} />;
    default:
      return <Box tint={tint} shape={shape} />;
  }
}
