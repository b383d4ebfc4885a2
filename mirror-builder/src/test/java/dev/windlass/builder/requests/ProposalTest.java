package dev.windlass.builder.requests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windlass.spec.coordinates.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalTest {
  private static final String LIST =
      """
      stream: s
      audience: a
      marking: m
      images:
        - alpine:3.22   # the base
        - source: debian:13
          platforms: [linux/amd64]

      # packages of the web team
      npm:
        lockfiles:
          - web/package-lock.json
      models:
      """;

  private static Proposal propose(Demand... demands) {
    return Proposal.of("mirror.yaml", LIST, List.of(demands));
  }

  @Test
  void addsEachDemandToItsSectionAndKeepsTheRest() {
    Proposal proposal =
        propose(
            new Demand(Kind.OCI, "docker.io/library/busybox:1.37", 9),
            new Demand(Kind.NPM, "express@^5", 7),
            new Demand(Kind.HUGGINGFACE, "owner/model@v1", 3),
            new Demand(
                Kind.TERRAFORM, "registry.terraform.io/hashicorp/time@0.13.1/linux_arm64", 2),
            new Demand(Kind.MAVEN, "g:a:1", 1));

    assertThat(proposal.skipped()).isEmpty();
    assertThat(proposal.diff())
        .isEqualTo(
            """
            --- mirror.yaml
            +++ mirror.yaml
            @@ -5,9 +5,22 @@
               - alpine:3.22   # the base
               - source: debian:13
                 platforms: [linux/amd64]
            +  - "docker.io/library/busybox:1.37"
            \s
             # packages of the web team
             npm:
               lockfiles:
                 - web/package-lock.json
            +  packages:
            +    - "express@^5"
             models:
            +  - repo: "owner/model"
            +    revision: "v1"
            +terraform:
            +  providers:
            +    - source: "registry.terraform.io/hashicorp/time"
            +      versions: "0.13.1"
            +      platforms: [linux_arm64]
            +maven:
            +  artifacts:
            +    - "g:a:1"
            """);
  }

  @Test
  void leavesOutWhatIsThereAndWhatNoListCanHold() {
    Proposal proposal =
        propose(
            new Demand(Kind.OCI, "alpine:3.22", 1),
            new Demand(Kind.OCI, "debian:13", 1),
            new Demand(Kind.FILE, "tools/x.tgz", 1),
            new Demand(Kind.NPM, "x\n  - evil", 1));

    assertThat(proposal.diff()).isEmpty();
    assertThat(proposal.skipped()).hasSize(4);
    assertThat(proposal.skipped().getLast().demand().wanted()).isEqualTo("x\\u000a  - evil");
  }
}
