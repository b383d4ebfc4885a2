package dev.windlass.acceptance;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** A class's package carries a package-info. */
final class HavePackageInfo extends ArchCondition<JavaClass> {
  static final HavePackageInfo INSTANCE = new HavePackageInfo();

  private HavePackageInfo() {
    super("be in a package with a package-info.java");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    String name = type.getPackage().getName();
    boolean present = type.getPackage().tryGetPackageInfo().isPresent();
    events.add(
        new SimpleConditionEvent(
            type, present, name + (present ? " has" : " lacks") + " a package-info"));
  }
}
