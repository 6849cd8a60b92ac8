/* <hold-timer hold="20" times="2" rest="10" sides="2">: counts holds down, side one,
   then side two; with side="2" that side alone.
   The state is the moment at which the present phase ends, so a sleeping phone
   or a hidden tab shows the right number when it comes back. A tone marks the
   start and the end of each hold, because face down nobody sees a screen. */
customElements.define("hold-timer", class extends HTMLElement {
  static READY_SECONDS = 5;
  static SWITCH_SECONDS = 8;
  static RING = 2 * Math.PI * 46;

  connectedCallback() {
    if (!this.phases) this.begin();
    // In the bar, where there is one, the button is always in sight.
    (this.closest(".player")?.querySelector(".player__start") ?? this).append(this.button);
    document.addEventListener("visibilitychange", this.onVisible);
    this.tick();
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.onVisible);
    // A form that was refused comes back with this very timer in it, still counting.
    setTimeout(() => { if (!this.isConnected) this.audio?.close(); });
  }

  begin() {
    this.phases = this.plan();
    this.place = 0;
    this.endsAt = null;
    this.leftWhenPaused = null;
    this.onVisible = () => this.tick();
    this.draw();
  }

  number(name) {
    return Number(this.getAttribute(name)) || 0;
  }

  /* Every phase in turn: { word, seconds, isHold, detail }. */
  plan() {
    const { ready, hold, rest, switch: change, first, second } = this.dataset;
    const times = this.number("times");
    const sides = this.number("sides");
    const only = this.number("side");
    const phases = [{ word: ready, seconds: this.constructor.READY_SECONDS }];
    for (let side = only ? only - 1 : 0; side < (only || sides); side += 1) {
      if (side > 0 && !only) phases.push({ word: change, seconds: this.constructor.SWITCH_SECONDS });
      for (let time = 1; time <= times; time += 1) {
        if (time > 1) phases.push({ word: rest, seconds: this.number("rest") || 2 });
        const detail = [
          times > 1 && this.dataset.of.replace("{n}", time).replace("{total}", times),
          sides > 1 && (side ? second : first),
        ].filter(Boolean).join(", ");
        phases.push({ word: hold, seconds: this.number("hold"), isHold: true, detail });
      }
    }
    return phases;
  }

  draw() {
    this.innerHTML = `
      <div class="dial">
        <svg viewBox="0 0 100 100" aria-hidden="true">
          <circle cx="50" cy="50" r="46"></circle>
          <circle class="dial__run" cx="50" cy="50" r="46" stroke-dasharray="${this.constructor.RING}"></circle>
        </svg>
        <div class="dial__text">
          <span class="dial__number" role="timer"></span>
          <span class="dial__word"></span>
        </div>
      </div>
      <p class="visually-hidden" aria-live="polite"></p>
      <button class="button button--quiet" type="button"></button>`;
    this.run = this.querySelector(".dial__run");
    this.digits = this.querySelector(".dial__number");
    this.word = this.querySelector(".dial__word");
    this.live = this.querySelector("[aria-live]");
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.toggle());
    this.show(this.number("hold"), this.number("hold"), this.dataset.hold);
    this.button.textContent = this.dataset.start;
  }

  toggle() {
    if (this.place >= this.phases.length) this.place = 0;
    if (this.endsAt === null) this.go();
    else this.pause();
  }

  go() {
    this.audio ??= new (window.AudioContext || window.webkitAudioContext)();
    this.audio.resume();
    this.scrollIntoView({ block: "center" });
    const seconds = this.leftWhenPaused ?? this.phases[this.place].seconds;
    this.leftWhenPaused = null;
    this.endsAt = Date.now() + seconds * 1000;
    this.button.textContent = this.dataset.pause;
    this.announce();
    this.tick();
  }

  pause() {
    this.leftWhenPaused = Math.max((this.endsAt - Date.now()) / 1000, 0);
    this.endsAt = null;
    clearTimeout(this.timer);
    this.button.textContent = this.dataset.resume;
  }

  tick() {
    if (this.endsAt === null) return;
    clearTimeout(this.timer);
    while (Date.now() >= this.endsAt) {
      const ended = this.phases[this.place];
      this.place += 1;
      if (this.place >= this.phases.length) return this.finish();
      const next = this.phases[this.place];
      if (ended.isHold) this.tone(440, 0.5);
      if (next.isHold) this.tone(880, 0.25);
      this.endsAt += next.seconds * 1000;
      this.announce();
    }
    const phase = this.phases[this.place];
    const left = (this.endsAt - Date.now()) / 1000;
    this.show(left, phase.seconds, phase.word, phase.detail);
    const toNextSecond = (left - Math.floor(left)) * 1000 || 1000;
    this.timer = setTimeout(() => this.tick(), Math.min(toNextSecond + 5, 250));
  }

  finish() {
    this.tone(440, 0.8);
    this.endsAt = null;
    this.show(0, 1, this.dataset.finished);
    this.live.textContent = this.dataset.finished;
    this.button.textContent = this.dataset.start;
    this.dispatchEvent(new CustomEvent("hold:finished", { bubbles: true }));
  }

  show(left, seconds, word, detail) {
    const whole = Math.ceil(left);
    const clock = `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
    this.digits.textContent = seconds > 90 ? clock : whole;
    this.word.textContent = detail || word;
    this.run.setAttribute("stroke-dashoffset", this.constructor.RING * (1 - left / seconds));
  }

  announce() {
    const { word, detail, seconds } = this.phases[this.place];
    this.live.textContent = `${detail ? `${word} ${detail}` : word}, ${seconds}`;
  }

  tone(pitch, seconds) {
    if (!this.audio) return;
    const now = this.audio.currentTime;
    const volume = this.audio.createGain();
    volume.gain.setValueAtTime(0.0001, now);
    volume.gain.exponentialRampToValueAtTime(0.4, now + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    const sound = this.audio.createOscillator();
    sound.frequency.value = pitch;
    sound.connect(volume).connect(this.audio.destination);
    sound.start(now);
    sound.stop(now + seconds);
  }
});
