import { type PerspectiveCamera, Vector3 } from 'three';

const out = new Vector3();
const ahead = new Vector3();
/** Looking at the horizon, the middle of the view is this far ahead, metres. */
const FAR_M = 20;

/** The point of the land (height 0) in the middle of the view, at most a little ahead. The same vector each time: copy it to keep it. */
export function viewMiddle(camera: PerspectiveCamera): Vector3 {
  camera.getWorldDirection(ahead);
  const eye = camera.position;
  const reach = ahead.y < -0.02 ? Math.min(eye.y / -ahead.y, FAR_M * 1.6) : FAR_M;
  const flat = Math.hypot(ahead.x, ahead.z) || 1;
  const along = Math.min(reach, FAR_M * 1.6);
  out.copy(ahead).multiplyScalar(along).add(eye);
  out.y = 0;
  return flat < 0.05 ? out.set(eye.x, 0, eye.z) : out;
}
