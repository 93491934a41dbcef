import FuzzSupport

unsafe ReaderFuzzer.run { bytes, count in
  unsafe ReaderFuzzer.readContents(bytes, count)
  return 0
}
