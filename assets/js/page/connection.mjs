/** Between the scene and the server: two pumps, the address bar, and what to say when the server is away. */

import { encodeScene } from "../pure/scene.mjs";
import { cropView, fitView } from "../pure/scale.mjs";
import { decodeLandscape, decodeRun } from "../pure/wire.mjs";
import { nameLanes } from "../pure/scene.mjs";
import { createPump } from "./pump.mjs";

const POINTS_LIVE = 250;
const RATES_FULL = 60; // of a learning-rate track; while dragging a third, for the same picture sooner
const RATES_LIVE = 20;
const POINTS_FULL = 5000; // all of them: a race has at most 5000 steps
const URL_DELAY_MS = 250;
const CELL = { live: 6, full: 4 }; // pixels of the map per node of the relief

export const COMPACT = 520; // pixels of width below which the map is cropped and carries fewer words

const sameSurface = (a, b) => a.surface === b.surface && a.formula === b.formula && String(a.domain) === String(b.domain);

const isSeen = ([x, y], [x0, x1, y0, y1]) => x > x0 && x < x1 && y > y0 && y < y1;

export function connect(app, notice) {
  let urlTimer = 0;
  let wantedLandscape = "";
  const defaults = () => app.objectives.get(app.scene.surface).scene;
  const query = () => encodeScene(app.scene, defaults());

  const health = {
    onRefused: (sentence) => notice.refused(sentence),
    onDown: () => notice.down(),
    onUp: () => notice.up(),
  };
  const runs = createPump({
    ...health,
    onAnswer(buffer) {
      const run = decodeRun(buffer);
      run.named = nameLanes(run.lanes.map(({ key }) => ({ optimizer: key })), app.optimizers);
      notice.accepted();
      app.setRun(run);
    },
  });
  const landscapes = createPump({ ...health, onAnswer: (buffer) => app.setLandscape(decodeLandscape(buffer)) });

  function requestRun() {
    const points = app.live ? POINTS_LIVE : POINTS_FULL;
    const rates = app.live ? RATES_LIVE : RATES_FULL;
    runs.request(`api/run?${query()}&points=${points}&strips=1&rates=${rates}&lang=${app.page.locale}`);
  }

  function requestLandscape() {
    const { width, height } = app.panel;
    if (width < 40 || height < 40) return;
    const cell = app.live ? CELL.live : CELL.full;
    const nodes = (pixels) => Math.min(Math.max(Math.round(pixels / cell), 16), 512);
    const { surface, formula, domain, parameters } = app.scene;
    const scene = encodeScene({ ...defaults(), surface, formula, domain, parameters }, defaults());
    const view = app.view.map((v) => Number(v.toPrecision(9)));
    const url = `api/landscape?${scene}&view=${view}&w=${nodes(width)}&h=${nodes(height)}&lang=${app.page.locale}`;
    if (url === wantedLandscape) return;
    wantedLandscape = url;
    landscapes.request(url);
  }

  function writeUrl() {
    clearTimeout(urlTimer);
    urlTimer = setTimeout(() => {
      const now = new URLSearchParams(location.search);
      const kept = ["lang", "theme"].filter((name) => now.has(name)).map((name) => `${name}=${now.get(name)}`);
      const search = [query(), ...kept].join("&");
      history.replaceState(history.state, "", `?${search}${location.hash}`);
      for (const link of document.querySelectorAll("#language a")) link.href = `?${query()}&lang=${link.hreflang}`;
    }, URL_DELAY_MS);
  }

  /**
   * Change the scene. `live` while a drag goes on: fewer points, no address; `release()` ends it.
   * @param {Partial<import("../pure/scene.mjs").Scene>} change
   */
  app.change = (change, { live = false } = {}) => {
    const before = app.scene;
    app.scene = { ...app.scene, ...change };
    app.live = live;
    app.touch("scene");
    if (!sameSurface(app.scene, before)) {
      app.touch("surface");
      app.fit();
    } else if (change.start !== undefined && !live && app.view && !isSeen(change.start, app.view)) app.fit();
    if (change.lanes !== undefined) {
      const structure = (lanes) => lanes.map(({ optimizer }) => optimizer).join();
      if (structure(change.lanes) !== structure(before.lanes)) {
        app.renameLanes();
        app.setFocus({ solo: null, hover: null });
        app.touch("lanes");
      }
    }
    requestRun();
    if (change.surface !== undefined || change.parameters !== undefined) requestLandscape();
    if (!live) writeUrl();
  };

  app.release = () => {
    if (!app.live) return;
    app.live = false;
    app.touch("scene", "released");
    requestRun();
    requestLandscape();
    writeUrl();
  };

  /** Fit the view of the map to its panel; asks for the landscape again where that changed. */
  app.fit = () => {
    const { width, height } = app.panel;
    if (!width || !height) return;
    const { domain } = app.objective();
    app.view = width < COMPACT ? cropView(domain, width, height, app.scene.start) : fitView(domain, width, height);
    app.touch("place");
    requestLandscape();
  };

  notice.onRetry(() => {
    runs.retry();
    landscapes.retry();
  });

  requestRun();
  return {
    writeUrl,
    close() {
      clearTimeout(urlTimer);
      runs.close();
      landscapes.close();
    },
  };
}
