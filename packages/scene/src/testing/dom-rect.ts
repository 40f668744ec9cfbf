/** What camera-controls measures its viewport with; Node has none, and the tests give it no viewport to measure. */
class PlainRect {
  x = 0;
  y = 0;
  width = 0;
  height = 0;
}

Object.assign(globalThis, { DOMRect: globalThis.DOMRect ?? PlainRect });
