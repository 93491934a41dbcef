public import CaseStore
import Glibc

extension Moment {
  /// What the clock of the machine says.
  public static var now: Moment { Moment(seconds: time(nil)) }
}
