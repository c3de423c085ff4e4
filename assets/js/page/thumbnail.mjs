/** Small pictures of objectives, asked for when they come into sight, two at a time. */

import { encodeScene } from "../pure/scene.mjs";
import { fitView } from "../pure/scale.mjs";
import { decodeLandscape } from "../pure/wire.mjs";
import { h } from "./dom.mjs";
import { reliefImage } from "./draw-relief.mjs";

const SIZE = { width: 64, height: 48 };
const AT_ONCE = 2;

/** An empty picture. */
export const thumbnail = () => h("canvas", { class: "thumb", width: 2 * SIZE.width, height: 2 * SIZE.height, "aria-hidden": "true" });

/** Draw a landscape over a whole picture. */
export function drawThumbnail(app, canvas, landscape) {
  const c = canvas.getContext("2d");
  const image = reliefImage(landscape, app.theme().palette);
  const scale = Math.max(canvas.width / image.width, canvas.height / image.height);
  const [w, hgt] = [image.width * scale, image.height * scale];
  c.clearRect(0, 0, canvas.width, canvas.height);
  c.imageSmoothingQuality = "high";
  c.drawImage(image, (canvas.width - w) / 2, (canvas.height - hgt) / 2, w, hgt);
}

/**
 * Fill pictures as they are scrolled into sight.
 * @param {Map<HTMLCanvasElement, any>} pictures each with its objective
 * @returns {() => void} stop asking
 */
export function fillInSight(app, pictures) {
  const waiting = [];
  const stopping = new AbortController();
  let busy = 0;
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      observer.unobserve(target);
      waiting.push(target);
    }
    next();
  });
  for (const canvas of pictures.keys()) observer.observe(canvas);

  async function next() {
    if (busy >= AT_ONCE || waiting.length === 0 || stopping.signal.aborted) return;
    busy += 1;
    next();
    const canvas = waiting.shift();
    if (canvas) await fill(app, canvas, pictures.get(canvas), stopping.signal);
    busy -= 1;
    next();
  }
  return () => {
    observer.disconnect();
    stopping.abort();
  };
}

/** Without an answer the picture stays blank: the name beside it says what the button does. */
async function fill(app, canvas, { domain, scene }, signal) {
  const view = fitView(domain, SIZE.width, SIZE.height).map((v) => Number(v.toPrecision(9)));
  try {
    const response = await fetch(`api/landscape?${encodeScene(scene, scene)}&view=${view}&w=64&h=48`, { signal });
    if (response.ok) drawThumbnail(app, canvas, decodeLandscape(await response.arrayBuffer()));
  } catch {
    // Closed, or the server is away.
  }
}
