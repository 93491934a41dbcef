import FuzzSupport

unsafe ReaderFuzzer.run { bytes, count in
  unsafe ReaderFuzzer.readPolicy(bytes, count)
  return 0
}
